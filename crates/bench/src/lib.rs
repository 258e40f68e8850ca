//! Measures the real server beside a floor.
