//! Radar: ours.

use super::routes;

routes! {
    GET "/api/braise/v1/radar" Maybe(ReadStatuses) => radar::index,
    GET "/api/braise/v1/radar/statuses/{id}" Maybe(ReadStatuses) => radar::of_status,
    GET "/api/braise/v1/radar/scoreboard" Open => radar::scoreboard,
}
