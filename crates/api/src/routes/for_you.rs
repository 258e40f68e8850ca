//! For you: ours, and an alias among the timelines.

use super::routes;

routes! {
    GET "/api/braise/v1/feeds/for_you" Member(ReadStatuses) => for_you::page,
    GET "/api/braise/v1/why/{id}" Member(ReadStatuses) => for_you::why,
    GET "/api/braise/v1/steering" Member(ReadAccounts) => for_you::steering,
    PUT "/api/braise/v1/steering" Member(WriteAccounts) => for_you::steer,
    POST "/api/braise/v1/steering/wishes" Member(WriteAccounts) => for_you::wish,
    DELETE "/api/braise/v1/steering/wishes/{id}" Member(WriteAccounts) => for_you::unwish,
    GET "/api/braise/v1/profile" Member(ReadAccounts) => for_you::profile,
    DELETE "/api/braise/v1/profile" Member(WriteAccounts) => for_you::forget,
    POST "/api/braise/v1/statuses/{id}/opinion" Member(WriteAccounts) => for_you::opinion,
    GET "/api/braise/v1/statuses/{id}/reach" Member(ReadStatuses) => for_you::reach,
    GET "/api/v1/timelines/for_you" Member(ReadStatuses) => for_you::timeline,
}
