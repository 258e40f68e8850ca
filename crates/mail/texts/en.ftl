# What letters say. Every message stands in fr.ftl too. A link has a line of its own, so that mail
# programs find its end.

greeting = Hello { $handle },
foot =
    --
    { $site }, { $url }
    This letter was written by the server. Answers to it are not read.

reset-password-subject = A new password for { $site }
reset-password =
    somebody, most likely you, asked for a new password for your account. Choose one here within an hour:

    { $link }

    If it was not you, leave this letter alone: your password stays as it is.

password-changed-subject = Your password on { $site } was changed
password-changed =
    the password of your account was changed just now. If it was you, all is well.

    If it was not you, ask for a new one at once:

    { $link }

confirm-email-subject = Confirm your new address for { $site }
confirm-email =
    you would like to use this address for your account. Confirm it here within a day:

    { $link }

    Until then, your old address stays. If it was not you, leave this letter alone.

email-changing-subject = Another address for your account on { $site }
email-changing =
    somebody who knows your password asked to use another address for your account: { $email }. Once it is confirmed, letters go there and no longer here.

    If it was not you, choose a new password before that happens:

    { $link }

confirm-joining-subject = Welcome to { $site }: confirm your address
confirm-joining =
    welcome. Confirm your address here within two days, and you can begin:

    { $link }

    If you did not ask for an account, leave this letter alone.
