# The words of pages about e-mail: forgotten passwords, other addresses. Every message stands in texts/fr too.

# A forgotten password
sign-in-forgotten = Forgot your password?
forgotten-title = A new password
forgotten-lead = Enter the e-mail address of your account. We send a link there to choose a new password with.
forgotten-ask = Send me the link
letters-too-often = Too many letters were asked for from here. Wait an hour, then try again.
without-mail = This server sends no mail, so it cannot send you a link. Ask the people who run it: they can give you a new password.
without-mail-command = They do it with this command:
to-log-in = Back to the log-in
letter-sent-title = Look at your mail
letter-sent = If there is an account with this address, a letter is on its way to it. Its link works for an hour. If nothing arrives, look among unwanted mail, and check how you wrote the address.
new-password-title = Choose a new password
new-password-lead = For the account @{ $name }.
new-password-means = Every browser and app is logged out.
new-password-keep = Keep this password
link-ended-title = This link has ended
link-ended-password = It was used already, a newer one was sent, or its hour is over. Ask for another one on the log-in page.
link-ended-email = It was used already, a newer one was sent, or its time is over. You can ask for another one in the settings of your account.
told-new-password = Your password is changed, and everything else is logged out. Log in with the new one.

# Another address
confirm-email-title = Confirm your address
confirm-email-lead = From now on, { $email } is the address of your account.
confirm-email = Confirm
told-email-confirmed = Your address is confirmed.
told-email-asked = We have sent a link to the new address. Once you follow it, the address changes.
told-email-changed = Your address is changed.
told-email-same = This is your address already.
account-email = Change address
account-email-new = New e-mail address
account-email-taken = Another account uses this address.
account-email-means = We send a link to the new address. It changes once you follow it, within a day.
account-email-at-once = This server sends no mail: the address changes at once, and nothing checks how you wrote it.

# Somebody has joined
wait-email-title = One more step
wait-email = We have sent a letter to { $email }. Follow its link, and you can begin.
wait-email-means = If nothing arrives, look among unwanted mail. You can have it sent again, also to another address.
wait-email-again = Send the letter again
wait-email-soon = A letter was sent just now. Wait five minutes before you ask for another.
told-letter-again = The letter is on its way.
