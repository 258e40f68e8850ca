//! Pictures that are made, and how: ours.

use super::routes;

routes! {
    POST "/api/braise/v1/create" Member(WriteMedia) for Uploads => create::create,
    GET "/api/braise/v1/create/{id}" Member(WriteMedia) => create::show,
    GET "/api/braise/v1/media/{id}/credentials" Maybe(ReadStatuses) => create::credentials,
    GET "/api/braise/v1/timelines/created" Maybe(ReadStatuses) => create::timeline,
    GET "/api/braise/v1/create/choices" Member(ReadAccounts) => create::choices,
    PUT "/api/braise/v1/create/choices" Member(WriteAccounts) => create::choose,
}
