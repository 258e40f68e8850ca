//! Feeds that members make, and starter packs: ours.

use super::routes;

routes! {
    GET "/api/braise/v1/feeds" Member(ReadLists) => feeds::index,
    POST "/api/braise/v1/feeds" Member(WriteLists) => feeds::create,
    POST "/api/braise/v1/feeds/preview" Member(WriteLists) => feeds::preview,
    GET "/api/braise/v1/feeds/settings" Member(ReadLists) => feeds::settings,
    PUT "/api/braise/v1/feeds/settings" Member(WriteLists) => feeds::set,
    GET "/api/braise/v1/feeds/{id}" Member(ReadLists) => feeds::show,
    PUT "/api/braise/v1/feeds/{id}" Member(WriteLists) => feeds::update,
    DELETE "/api/braise/v1/feeds/{id}" Member(WriteLists) => feeds::delete,
    GET "/api/braise/v1/feeds/{id}/items" Member(ReadLists) => feeds::items,
    POST "/api/braise/v1/feeds/{id}/like" Member(WriteLists) => feeds::like,
    DELETE "/api/braise/v1/feeds/{id}/like" Member(WriteLists) => feeds::unlike,
    POST "/api/braise/v1/feeds/{id}/pin" Member(WriteLists) => feeds::pin,
    DELETE "/api/braise/v1/feeds/{id}/pin" Member(WriteLists) => feeds::unpin,
    GET "/api/braise/v1/feeds/{id}/ranker" Member(ReadLists) => feeds::ranker,
    PUT "/api/braise/v1/feeds/{id}/ranker" Member(WriteLists) => feeds::let_rank,
    GET "/api/braise/v1/starter_packs" Member(ReadLists) => packs::index,
    POST "/api/braise/v1/starter_packs" Member(WriteLists) => packs::create,
    GET "/api/braise/v1/starter_packs/{id}" Member(ReadLists) => packs::show,
    PUT "/api/braise/v1/starter_packs/{id}" Member(WriteLists) => packs::update,
    DELETE "/api/braise/v1/starter_packs/{id}" Member(WriteLists) => packs::delete,
    POST "/api/braise/v1/starter_packs/{id}/follow" Member(WriteFollows) => packs::follow,
    POST "/api/braise/v1/starter_packs/{id}/leave" Member(WriteLists) => packs::leave,
    GET "/xrpc/app.bsky.feed.getFeedSkeleton" Open => feeds::skeleton,
    GET "/xrpc/app.bsky.feed.describeFeedGenerator" Open => feeds::describe,
}
