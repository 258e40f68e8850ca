//! Radar: ours.

use super::routes;

routes! {
    GET "/api/braise/v1/radar" Maybe(ReadStatuses) => radar::index,
    GET "/api/braise/v1/radar/statuses/{id}" Maybe(ReadStatuses) => radar::of_status,
    POST "/api/braise/v1/radar/statuses/{id}/follow" Member(WriteNotifications) => radar::follow,
    POST "/api/braise/v1/radar/statuses/{id}/unfollow" Member(WriteNotifications) => radar::unfollow,
    GET "/api/braise/v1/radar/followed" Member(ReadNotifications) => radar::followed,
    GET "/api/braise/v1/radar/turns" Member(ReadNotifications) => radar::turns,
    GET "/api/braise/v1/radar/scoreboard" Open => radar::scoreboard,
}
