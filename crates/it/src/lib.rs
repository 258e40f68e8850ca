//! What the whole promises. There is nothing here but the tests beside this folder.
