//! Tags and what is talked about.

use super::routes;

routes! {
    GET "/api/v1/tags/{id}" Open => tags::show,
    POST "/api/v1/tags/{id}/follow" Member(WriteFollows) => tags::follow,
    POST "/api/v1/tags/{id}/unfollow" Member(WriteFollows) => tags::unfollow,
    POST "/api/v1/tags/{id}/feature" Member(WriteAccounts) => tags::feature,
    POST "/api/v1/tags/{id}/unfeature" Member(WriteAccounts) => tags::unfeature,
    GET "/api/v1/followed_tags" Member(ReadFollows) => tags::followed,
    GET "/api/v1/featured_tags" Member(ReadAccounts) => tags::own_featured,
    POST "/api/v1/featured_tags" Member(WriteAccounts) => tags::create_featured,
    DELETE "/api/v1/featured_tags/{id}" Member(WriteAccounts) => tags::delete_featured,
    GET "/api/v1/featured_tags/suggestions" Member(ReadAccounts) => tags::to_feature,
    GET "/api/v1/accounts/{id}/featured_tags" Maybe(ReadAccounts) => tags::featured_by,
    GET "/api/v1/trends" Open => tags::trends,
    GET "/api/v1/trends/tags" Open => tags::trends,
    GET "/api/v1/trends/statuses" Open => tags::trending_statuses,
    GET "/api/v1/trends/links" Open => tags::trending_links,
}
