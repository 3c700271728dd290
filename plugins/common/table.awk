# Turns a table of word TAB number into C initialisers, one a line: { "word", bytes, number },
# Lines that begin with # and blank lines are passed over. Run it with LC_ALL=C, so that length() counts bytes.
BEGIN { FS = "\t" }
/^#/ || /^[ \t\r]*$/ { next }
NF != 2 || $2 !~ /^-?[0-9]+(\.[0-9]+)?$/ {
	printf "%s:%d: expected word TAB number\n", FILENAME, FNR > "/dev/stderr"
	failed = 1
	exit 1
}
{
	word = $1
	n = length(word)
	gsub(/[\\"?]/, "\\\\&", word) # a question mark too: two of them may begin a trigraph
	printf "{ \"%s\", %d, %s },\n", word, n, $2
}
END { exit failed }
