//! Every count and length a member or a client can run into, in one place.
//!
//! Lengths of text are in characters as the text crate counts them (a link is 23, a remote mention
//! is its user name); everything else is in the unit its name says.

/// Characters in a post, content warning included.
pub const POST_CHARACTERS: usize = 5_000;
/// How many characters any link counts for.
pub const LINK_CHARACTERS: usize = 23;
/// Pictures, films and sounds in one post.
pub const POST_MEDIA: usize = 4;
/// Accounts one post may mention; more would be a broadcast.
pub const POST_MENTIONS: usize = 50;
/// Tags one post may carry; further ones stay plain text.
pub const POST_TAGS: usize = 60;
/// Posts a member may pin to the profile.
pub const PINS: usize = 5;
/// Posts waiting for their hour, in all, of one member.
pub const SCHEDULED: usize = 300;
/// Posts waiting for their hour on one day, of one member.
pub const SCHEDULED_A_DAY: usize = 25;
/// How far ahead, in milliseconds, a scheduled post must lie.
pub const SCHEDULE_AHEAD_MILLIS: i64 = 5 * 60 * 1000;
/// Characters in the title of an ask, and as many in its licence.
pub const ASK_TITLE_CHARACTERS: usize = 120;
/// Characters in what an ask offers.
pub const ASK_OFFER_CHARACTERS: usize = 1_000;
/// Posts of one thread in one row of a dataset; a longer thread goes on in another.
pub const DATASET_THREAD_POSTS: usize = 256;
/// Characters of a question to the assistant.
pub const QUESTION_CHARACTERS: usize = 500;
/// Characters of what a topic is called.
pub const TOPIC_CHARACTERS: usize = 200;
/// Characters of the words a picture is made from.
pub const PROMPT_CHARACTERS: usize = 1_000;
/// Pictures of models on a page of feeds for members who want few.
pub const CREATED_ON_A_PAGE: usize = 1;
/// Posts that pass on a stream before the next picture of a model, for members who want few: as many as stand on
/// a page of an app.
pub const CREATED_APART: usize = 20;
/// Answers of the assistant kept for one member; published ones are kept besides.
pub const ANSWERS_KEPT: usize = 100;
/// Mentions of the assistant it answers one member within an hour.
pub const MENTIONS_ANSWERED_MEMBER_HOUR: i64 = 10;
/// Mentions of the assistant it answers in one thread within a day.
pub const MENTIONS_ANSWERED_THREAD_DAY: i64 = 6;
/// Drafts of one member.
pub const DRAFTS: usize = 300;

/// Characters in a rule of the house, and as many again in what explains it.
pub const RULE_CHARACTERS: usize = 300;
/// Characters in an announcement.
pub const ANNOUNCEMENT_CHARACTERS: usize = 2_000;

/// Characters of the reason somebody gives for what they say about the use of their words.
pub const CONSENT_REASON_CHARACTERS: usize = 500;
/// Characters of the version of a server's terms.
pub const TERMS_VERSION_CHARACTERS: usize = 100;

/// Choices in a poll.
pub const POLL_OPTIONS: usize = 8;
/// Characters in one choice.
pub const POLL_OPTION_CHARACTERS: usize = 100;
/// Shortest poll, in seconds.
pub const POLL_MIN_SECONDS: i64 = 300;
/// Longest poll, in seconds.
pub const POLL_MAX_SECONDS: i64 = 2_629_746;

/// Characters in a media description (alt text).
pub const ALT_CHARACTERS: usize = 1_500;
/// Bytes of a picture.
pub const IMAGE_BYTES: usize = 16 * 1024 * 1024;
/// Pixels of a picture, all frames decoded one by one.
pub const IMAGE_PIXELS: u64 = 33_177_600;
/// Bytes of a film or sound.
pub const VIDEO_BYTES: usize = 99 * 1024 * 1024;
/// Pixels of one frame of a film.
pub const VIDEO_PIXELS: u64 = 8_294_400;
/// Frames a second of a film.
pub const VIDEO_FRAME_RATE: u32 = 120;
/// Bytes of an avatar or a header picture.
pub const PROFILE_IMAGE_BYTES: usize = 8 * 1024 * 1024;

/// Bytes of pictures of other hosts that are kept to be shown again: some ten thousand.
pub const REMOTE_PICTURE_BYTES: u64 = 512 * 1024 * 1024;
/// Characters of the address of a picture of another host.
pub const URL_CHARACTERS: usize = 2_000;

/// Characters in a user name.
pub const USERNAME_CHARACTERS: usize = 30;
/// Characters in a display name.
pub const DISPLAY_NAME_CHARACTERS: usize = 30;
/// Characters in a profile's note.
pub const NOTE_CHARACTERS: usize = 500;
/// Fields on a profile.
pub const FIELDS: usize = 4;
/// Characters in a field's name or value.
pub const FIELD_CHARACTERS: usize = 255;
/// Characters in a private note on another account.
pub const ACCOUNT_NOTE_CHARACTERS: usize = 2_000;
/// Characters in a password (the longest; Argon2 reads them all).
pub const PASSWORD_MAX_CHARACTERS: usize = 256;
/// Characters in a password, at least.
pub const PASSWORD_MIN_CHARACTERS: usize = 8;
/// Accounts one member may follow.
pub const FOLLOWS: usize = 7_500;

/// Lists of one member.
pub const LISTS: usize = 50;
/// Characters in a list's title.
pub const LIST_TITLE_CHARACTERS: usize = 255;
/// Accounts in one list.
pub const LIST_ACCOUNTS: usize = 5_000;
/// Filters of one member.
pub const FILTERS: usize = 100;
/// Keywords in one filter.
pub const FILTER_KEYWORDS: usize = 100;
/// Keywords of one member, over all filters: they are kept compiled while the member reads.
pub const KEYWORDS: usize = 2_000;
/// Posts in one filter.
pub const FILTER_POSTS: usize = 1_000;
/// Characters in a keyword.
pub const KEYWORD_CHARACTERS: usize = 512;
/// Characters in a filter's title.
pub const FILTER_TITLE_CHARACTERS: usize = 256;
/// Tags one member may follow.
pub const TAG_FOLLOWS: usize = 1_000;
/// Tags one member may show on the profile.
pub const FEATURED_TAGS: usize = 10;
/// Accounts one member may show on the profile.
pub const ENDORSEMENTS: usize = 100;
/// Servers one member may block.
pub const DOMAIN_BLOCKS: usize = 5_000;
/// Characters in a server's name.
pub const DOMAIN_CHARACTERS: usize = 253;
/// Characters in a report's comment.
pub const REPORT_CHARACTERS: usize = 1_000;
/// Characters in a tag.
pub const TAG_CHARACTERS: usize = 100;
/// Characters of a search question.
pub const SEARCH_CHARACTERS: usize = 512;

/// Characters in an app's name, web address or one redirect address.
pub const APP_FIELD_CHARACTERS: usize = 2_000;
/// Minutes the link in a letter lets somebody choose a new password.
pub const RESET_PASSWORD_MINUTES: u64 = 60;
/// Hours the link in a letter confirms a member's new address.
pub const CONFIRM_EMAIL_HOURS: u64 = 24;
/// Hours it confirms the address of somebody who has just joined.
pub const CONFIRM_JOINING_HOURS: u64 = 48;
/// Days an account waits for its address to be confirmed; then it is erased, and its name is free again. A link that
/// was sent later is waited for.
pub const UNCONFIRMED_DAYS: u64 = 7;
/// Such accounts looked for at once.
pub const UNCONFIRMED_AT_ONCE: usize = 100;

/// Minutes an authorization code can be exchanged.
pub const CODE_MINUTES: u64 = 10;

/// Bytes of a JSON or form body.
pub const BODY_BYTES: usize = 1024 * 1024;
/// Bytes of a multipart body: one film, its picture, and some fields.
pub const UPLOAD_BYTES: usize = VIDEO_BYTES + IMAGE_BYTES + 64 * 1024;
/// Repeated items (`id[]=…`) read from one request.
pub const REQUEST_ITEMS: usize = 400;

/// Entries a home, list or tag timeline can be paged back through from memory.
pub const TIMELINE_DEPTH: usize = 800;
/// Posts written and published together as one thread.
pub const THREAD_POSTS: usize = 20;
/// Posts shown above a post in its thread.
pub const THREAD_ANCESTORS: usize = 4_096;
/// Posts shown below a post in its thread.
pub const THREAD_DESCENDANTS: usize = 4_096;
/// Devices and apps of one member that are pushed to; a further one takes the place of the oldest.
pub const PUSH_SUBSCRIPTIONS: usize = 50;
/// Characters in the address of a push service.
pub const PUSH_ENDPOINT_CHARACTERS: usize = 2_048;
/// Characters of a post that a push shows.
pub const PUSH_BODY_CHARACTERS: usize = 140;
/// Characters of an idempotency key.
pub const IDEMPOTENCY_KEY_CHARACTERS: usize = 255;
/// How long an idempotency key is remembered, in milliseconds.
pub const IDEMPOTENCY_MILLIS: i64 = 60 * 60 * 1000;
/// Streaming connections of one member at once.
pub const STREAMS_A_MEMBER: usize = 16;
/// Messages a slow stream reader may fall behind before it is disconnected.
pub const STREAM_BACKLOG: usize = 256;
/// Streams one WebSocket may be subscribed to.
pub const STREAM_CHANNELS: usize = 64;
/// Bytes of one message a client sends over a WebSocket.
pub const STREAM_FRAME_BYTES: usize = 16 * 1024;

/// Bytes of an archive of another network that is uploaded; the command line takes larger ones.
pub const ARCHIVE_UPLOAD_BYTES: u64 = 4 * 1024 * 1024 * 1024;
/// Files in an archive.
pub const ARCHIVE_ENTRIES: usize = 500_000;
/// Bytes of an archive's list of files.
pub const ARCHIVE_DIRECTORY_BYTES: u64 = 128 * 1024 * 1024;
/// Bytes of the name of a file in an archive.
pub const ARCHIVE_NAME_BYTES: usize = 1_024;
/// Bytes read out of one archive, unpacked, over all its files.
pub const ARCHIVE_UNPACKED_BYTES: u64 = 256 * 1024 * 1024 * 1024;
/// How many times larger than packed a file of an archive may be; small ones may be more.
pub const ARCHIVE_RATIO: u64 = 200;
/// Unpacked bytes of a file that no ratio is asked of.
pub const ARCHIVE_SMALL_BYTES: u64 = 16 * 1024 * 1024;
/// Bytes of one post, follow or other item of an archive.
pub const ARCHIVE_ITEM_BYTES: u64 = 4 * 1024 * 1024;
/// Findings in the report of an import that are told one by one; further ones are counted.
pub const IMPORT_FINDINGS: usize = 200;
/// Addresses of posts not known here that are kept of what a member brought.
pub const IMPORT_KEPT: usize = 500_000;
/// Imports of one member that are remembered.
pub const IMPORTS_KEPT: usize = 20;

/// Characters of what a member wishes to see more or less of.
pub const WISH_CHARACTERS: usize = 200;

/// Feeds one member may make.
pub const FEEDS: usize = 50;
/// Characters in a feed's name.
pub const FEED_NAME_CHARACTERS: usize = 60;
/// Characters in what a feed's owner says it is.
pub const FEED_DESCRIPTION_CHARACTERS: usize = 300;
/// Tags a feed may name; as many accounts, words, languages and words to leave out.
pub const FEED_NAMED: usize = 50;
/// Characters in one word a feed names.
pub const FEED_WORD_CHARACTERS: usize = 100;
/// Shortest posts a feed may ask for, in characters.
pub const FEED_MIN_CHARACTERS: u32 = 5_000;
/// Oldest posts a feed may ask for, in hours: what is kept to be ranked.
pub const FEED_MAX_AGE_HOURS: u32 = 14 * 24;
/// Feeds one member may keep at hand.
pub const FEED_PINS: usize = 20;
/// Milliseconds a generator or a ranker of feeds elsewhere has to answer.
pub const OUTSIDE_MILLIS: u64 = 2_000;
/// Bytes of such an answer.
pub const OUTSIDE_BYTES: usize = 256 * 1024;
/// Posts in one answer of a generator.
pub const OUTSIDE_POSTS: usize = 100;
/// Characters of what a feed is called at a generator, and of a generator's cursor.
pub const OUTSIDE_NAME_CHARACTERS: usize = 512;
/// Characters of what may trend: of a page's address at most.
pub const TREND_SUBJECT_CHARACTERS: usize = 2_048;
/// Characters of a context note.
pub const NOTE_TEXT_CHARACTERS: usize = 600;
/// Sources a context note names.
pub const NOTE_SOURCES: usize = 5;
/// Characters of a source's address.
pub const NOTE_SOURCE_CHARACTERS: usize = 2_048;
/// Context notes under one post.
pub const NOTES_A_POST: usize = 20;
/// Context notes a member writes in a day.
pub const NOTES_A_DAY: usize = 10;
/// Ratings of context notes a member gives or changes in a day.
pub const NOTE_RATINGS_A_DAY: usize = 200;
/// Ratings of context notes that are judged together: those of the newest notes.
pub const NOTE_RATINGS_JUDGED: usize = 300_000;
/// Helpful context notes kept in memory, the newest ones; about a kilobyte each.
pub const NOTES_KEPT: usize = 20_000;

/// Forecasts one member follows.
pub const FORECASTS_FOLLOWED: usize = 100;
/// From so many followers on others are told how many people an account's posts are likely to reach, unasked.
pub const LARGE_ACCOUNT_FOLLOWERS: i64 = 500;

/// Starter packs one member may make.
pub const PACKS: usize = 20;
/// People in one pack.
pub const PACK_PEOPLE: usize = 150;
/// Feeds in one pack.
pub const PACK_FEEDS: usize = 10;

/// Posts that For you and feeds choose from, the newest.
pub const FOR_YOU_POSTS: usize = 60_000;
/// Memory that all they know may take, in bytes, when every list is as long as it may be; usually a quarter of it.
pub const FOR_YOU_BYTES: usize = 512 * 1024 * 1024;
