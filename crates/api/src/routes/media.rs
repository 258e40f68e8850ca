//! Uploads.

use super::routes;

routes! {
    POST "/api/v1/media" Member(WriteMedia) for Uploads => media::create,
    POST "/api/v2/media" Member(WriteMedia) for Uploads => media::create,
    GET "/api/v1/media/{id}" Member(WriteMedia) => media::show,
    PUT "/api/v1/media/{id}" Member(WriteMedia) => media::update,
    DELETE "/api/v1/media/{id}" Member(WriteMedia) => media::delete,
}
