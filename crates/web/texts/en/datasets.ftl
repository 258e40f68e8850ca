# Releases of consented posts.
datasets-title = Datasets
datasets-lead = What members have given, release by release. Nothing is in a release whose author did not say yes.
datasets-empty = Nothing has been released yet.
datasets-older = Older ones
dataset-rows = { $count ->
    [one] { $shown } row
   *[other] { $shown } rows
}
dataset-withdrawn = { $count ->
    [one] { $shown } withdrawn since
   *[other] { $shown } withdrawn since
}
dataset-cutoff = Every row had its authors’ consent on { $at }.
dataset-number-rows = Rows
dataset-number-authors = Authors
dataset-number-withdrawn = Withdrawn since
dataset-number-posts = Posts
dataset-number-threads = Threads
dataset-what = What is in it
dataset-purposes = Given for
dataset-how = How it was made
dataset-how-lead = Threads and posts that came to each step, and those that went on.
dataset-stage-language = Language is clear
dataset-stage-repetition = Does not repeat itself
dataset-stage-quality = Reads like language
dataset-stage-c4 = No notices, no lists
dataset-stage-duplicates = Not nearly the same as another
dataset-stage-suppression = Enough people write in its language
dataset-stage-withdrawal = Consent still stands
dataset-check = Checking it
dataset-check-lead = The manifest is signed. It names every file, every threshold and the root over all rows.
dataset-manifest = Manifest and report, as JSON
dataset-revocations = The signed list of withdrawn rows, as JSON
dataset-mine-ask = Am I in it?
dataset-mine-title = Am I in it?
dataset-mine-none = None of your posts is in this release.
dataset-mine-some = { $count ->
    [one] { $shown } of your posts is in this release.
   *[other] { $shown } of your posts are in this release.
}
dataset-mine-post = Post
dataset-mine-hint = Only you see this. In the release your posts stand under a name that nobody can trace to you without this server’s key.
dataset-row-title = Row
dataset-row-back = The release
dataset-row-gone = withdrawn
dataset-row-stands = This row stands. Nobody has withdrawn it.
dataset-row-withdrawn = This row was withdrawn on { $at }. Please leave it out.
# What curators ask for, and what became of it.
asks-title = Asks
asks-lead = People who build datasets say here what they would like to use posts for, under which licence, and what you get. Whether you give yours is up to you.
asks-empty = Nobody is asking for anything.
ask-purpose = For
ask-licence = Licence
ask-offer = In return
ask-made = Asked
ask-accepted = { $count ->
    [one] { $shown } accepted
   *[other] { $shown } accepted
}
ask-closed = This ask is closed. What was given stays given until its author withdraws it.
ask-means = Accepting says yes to this use for everything you write here in public, in your own ledger. You can take it back there at any time; what was already released stays with those who have it, marked as withdrawn. Declining changes nothing.
ask-accept = Accept
ask-accept-named = Accept: { $title }
ask-decline = Decline
ask-decline-named = Decline: { $title }
ask-you-accepted = You accepted. Your ledger has the entry.
ask-you-declined = You declined. Nothing of yours is used for this.
transparency-title = Consent in numbers
transparency-lead = What members allow, what has been released, and what was taken back.
transparency-releases = Releases
transparency-consents = Who says yes to what
transparency-of = { $count ->
    [one] Of { $shown } member, for all they write:
   *[other] Of { $shown } members, for all they write:
}
eu-title = Summary of training content
eu-lead = For those who train a general-purpose model on these releases: what the summary of the EU AI Act (Article 53) asks about them, filled in as far as this server knows.
eu-source = Source
eu-source-is = Public posts written by members of { $domain }; nothing from other servers, nothing crawled.
eu-kind = Kind of content
eu-kind-is = Text; no pictures, film or sound.
eu-size = Size
eu-basis = How it was obtained
eu-basis-is = Given by each author for the stated purpose, off unless they said yes, with a dated entry in their ledger.
eu-rights = Rights
eu-rights-is = Authors withdraw at any time. Each release has a signed list of withdrawn rows to leave out; reservations are also given machine-readably.
eu-illegal = Personal and unlawful content
eu-illegal-is = E-mail addresses, telephone and bank account numbers, internet addresses and handles are replaced; authors stand under pseudonyms; what moderators removed is not in it.
