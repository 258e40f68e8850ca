//! Timelines.

use super::routes;

routes! {
    GET "/api/v1/timelines/home" Member(ReadStatuses) => timelines::home,
    GET "/api/v1/timelines/public" Maybe(ReadStatuses) => timelines::public,
    GET "/api/v1/timelines/tag/{hashtag}" Maybe(ReadStatuses) => timelines::tag,
    GET "/api/v1/timelines/list/{list_id}" Member(ReadLists) => timelines::list,
    GET "/api/v1/timelines/link" Maybe(ReadStatuses) => timelines::link,
    GET "/api/v1/favourites" Member(ReadFavourites) => timelines::favourites,
    GET "/api/v1/bookmarks" Member(ReadBookmarks) => timelines::bookmarks,
}
