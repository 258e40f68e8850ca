# What scripts say, and the pages kept on a device

# Everywhere
script-failed = That could not be done. Try again in a moment.
script-offline = You are offline. Try again once the network is back.
script-stale = This page is too old. Reload it, then try again.
script-close = Close

# What is new
live-new = { $count ->
    [one] { $shown } new post
   *[other] { $shown } new posts
}

# While writing
scheduled-local-hour = New time
compose-local-time = In your device’s time. Leave it empty to publish now.
compose-restored = Here is what you had not finished writing.
compose-discard = Start over
compose-describe = A picture is not described yet. Say what it shows, or publish it as it is by pressing once more.
compose-remove-file = Remove { $name }
compose-over = { $count ->
    [one] { $shown } character too many
   *[other] { $shown } characters too many
}
complete-choices = Suggestions
complete-found = { $count ->
    [one] { $shown } suggestion
   *[other] { $shown } suggestions
}

# Pictures, large
lightbox-title = Picture
lightbox-zoom = Enlarge
lightbox-before = Previous picture
lightbox-after = Next picture

# On the keyboard
keys-title = Keyboard shortcuts
keys-move = Next post, previous post
keys-open = Open
keys-search = Search
keys-leave = Close, leave
keys-on = Use these shortcuts

# Without network
offline-title = You are offline
offline = This page needs the network. It will open by itself once it is back.
offline-again = Try again
