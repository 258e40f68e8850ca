//! What curators ask members for: ours.

use super::routes;

routes! {
    GET "/api/braise/v1/asks" Open => asks::all,
    GET "/api/braise/v1/asks/{id}" Open => asks::one,
    POST "/api/braise/v1/asks/{id}/accept" Member(WriteAccounts) => asks::accept,
    POST "/api/braise/v1/asks/{id}/decline" Member(WriteAccounts) => asks::decline,
}
