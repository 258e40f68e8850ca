# Les réglages
