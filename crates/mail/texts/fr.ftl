# Ce que disent les lettres. Chaque message se trouve aussi dans en.ftl. Un lien a une ligne à lui,
# pour que les messageries en trouvent la fin.

greeting = Bonjour { $handle },
foot =
    --
    { $site }, { $url }
    Cette lettre a été écrite par le serveur. Personne ne lit les réponses.

reset-password-subject = Un nouveau mot de passe pour { $site }
reset-password =
    quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour votre compte. Choisissez-le ici, dans l’heure qui vient :

    { $link }

    Si ce n’était pas vous, laissez cette lettre de côté : votre mot de passe reste le même.

password-changed-subject = Votre mot de passe sur { $site } a changé
password-changed =
    le mot de passe de votre compte vient d’être changé. Si c’était vous, tout va bien.

    Sinon, demandez-en un autre tout de suite :

    { $link }

confirm-email-subject = Confirmez votre nouvelle adresse pour { $site }
confirm-email =
    vous souhaitez utiliser cette adresse pour votre compte. Confirmez-la ici, dans les vingt-quatre heures :

    { $link }

    D’ici là, l’ancienne adresse reste en place. Si ce n’était pas vous, laissez cette lettre de côté.

email-changing-subject = Une autre adresse pour votre compte sur { $site }
email-changing =
    quelqu’un qui connaît votre mot de passe a demandé une autre adresse pour votre compte : { $email }. Une fois confirmée, c’est elle qui recevra les lettres, et non plus celle-ci.

    Si ce n’était pas vous, choisissez un nouveau mot de passe avant cela :

    { $link }

confirm-joining-subject = Bienvenue sur { $site } : confirmez votre adresse
confirm-joining =
    bienvenue. Confirmez votre adresse ici, dans les deux jours, et vous pourrez commencer :

    { $link }

    Si vous n’avez pas demandé de compte, laissez cette lettre de côté.
