/* page.h: where bytes may be loaded from. */
#ifndef SENTENCES_PAGE_H
#define SENTENCES_PAGE_H

/* All of the text. What looks at many bytes at once may load any of it, though only those that it was asked about
 * count. */
struct page {
	const char *begin, *end;
};

#endif
