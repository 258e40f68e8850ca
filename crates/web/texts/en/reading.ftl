# Pages to read and find
