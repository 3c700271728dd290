/* The lines themselves: what blogs and news sites put around their articles. families.h says what the signs mean. */
#include "families.h"

#include <stddef.h>

/* clang-format off */
static const char *const blogger_certain[] = {
	"header ads", "footer ads", "powered by blogger", "~ theme. powered by blogger", "older post",
	"newer post", "newer post older post", "newer post home older post", "home older post",
	"newer post home", "newer posts", "newer posts older posts", "blog archive",
	"subscribe to: post comments (atom)", "subscribe to: posts (atom)", "subscribe to: comments (atom)",
	"view my complete profile", "visit profile", "search this blog", "total pageviews", "labels: *",
	"email thisblogthis!share *", "email this blogthis! share *", "view web version", "posted by ~ at #",
	"posted by ~ at # am", "posted by ~ at # pm", "posted by ~ at # no comments",
	"posted by ~ at # am no comments", "posted by ~ at # pm no comments", "posted by ~ at # # comments",
	"posted by ~ at # am # comments", "posted by ~ at # pm # comments", "posted by ~ on #",
	"posted by ~ on % # #", "posted by ~ on # % #", "posted by admin", "report abuse", NULL,
};

static const char *const wordpress_certain[] = {
	"proudly powered by wordpress", "powered by wordpress", "powered by wordpress.com",
	"website powered by wordpress.com", "blog at wordpress.com",
	"create a free website or blog at wordpress.com", "create a website or blog at wordpress.com",
	"like this: like loading", "like loading", "filed under: *", "tagged: *", "tagged with: *", "tags: *",
	"tag: *", "categories: *", "category: *", "posted in: *", "posted on #", "posted on # by ~",
	"posted on % # #", "posted on % # # by ~", "posted on # % #", "posted on # % # by ~", "uncategorized",
	"older posts", "post navigation", "theme: ~ by ~", "theme: ~ by wordpress.com",
	"theme: ~ by automattic", NULL,
};

static const char *const wordpress_headings[] = { "like this", NULL };

static const char *const sharing_certain[] = {
	"share this", "share this:", "share it", "share this article", "share this story", "share this post",
	"share this page", "share article", "share on @", "share to @", "share via @", "share on @ @",
	"share on @ share on @ *", "share on @ tweet on @ *", "share on @ tweet", "share on @ tweet @", "share to @ share to @ *", "tweet on @",
	"share with friends", "share tweet *", "# shares", "# share", "shares #", "tweet this", "pin it",
	"email this", "email this article", "print this article", "@ @", "@ @ @ *",
	"copy link", "copy this link", "click to share on @ (opens in new window)", "link copied",
	"click to email ~ (opens in new window)", "click to print (opens in new window)", "follow us",
	"follow us on @", "follow us on @ and @", "follow us on @, @ and @", "follow us on @, @, @ and @",
	"follow me on @", "find us on @", "like us on @", "share on google news", "follow us on google news",
	NULL,
};

static const char *const sharing_buttons[] = { "print", "email", "e-mail", "share", "tweet", NULL };

static const char *const sharing_headings[] = { "@", NULL };

static const char *const newsletter_certain[] = {
	"subscribe now", "subscribe today", "subscribe for free", "subscribe to newsletter",
	"subscribe to our newsletter", "subscribe to our ~ newsletter", "subscribe to the newsletter",
	"subscribe to our mailing list", "subscribe via email", "sign up", "sign up now", "sign up for free",
	"sign up for our newsletter", "sign up for our ~ newsletter", "sign up for the newsletter",
	"sign up for ~ newsletter", "sign up for ~ newsletters", "sign up to our newsletter",
	"sign up to our ~ newsletter", "get our newsletter", "get our ~ newsletter", "join our newsletter",
	"join our mailing list", "enter your email", "enter your email address", "follow by email",
	"get the latest news delivered to your inbox", "get the latest news in your inbox",
	"never miss a story", "click here to subscribe", "click here to subscribe to ~", "thank you for subscribing", "thanks for signing up", NULL,
};

static const char *const newsletter_buttons[] = {
	"newsletter", "newsletters", "your email address", "email address", "subscribe", NULL,
};

static const char *const cookies_certain[] = {
	"accept all", "accept cookies", "accept all cookies", "reject all", "reject cookies",
	"reject all cookies", "manage cookies", "manage preferences", "cookie policy", "cookies policy",
	"cookie settings", "cookie preferences", "cookie notice", "cookies help us deliver our services",
	"by using our services you agree to our use of cookies",
	"by using our services, you agree to our use of cookies", NULL,
};

static const char *const cookies_buttons[] = { "accept", "got it", NULL };

static const char *const cookies_headings[] = { "cookies", "i agree", NULL };

static const char *const advertising_certain[] = {
	"ad", "advert", "advertisement", "advertisements", "ads by google", "sponsored content",
	"sponsored links", "sponsored stories", "promoted content", "paid content", "partner content",
	"story continues below", "story continues below advertisement", "article continues below",
	"article continues below advertisement", "article continues after advertisement",
	"article continues after ad", "advertisement - scroll to continue", "advertisement scroll to continue",
	"advertisement - continue reading below", "continue reading the main story", "skip advertisement",
	"report this ad", "remove ads", NULL,
};

static const char *const advertising_buttons[] = { "ads", "sponsored", "promoted", NULL };

static const char *const advertising_headings[] = { "advertising", NULL };

static const char *const comments_certain[] = {
	"no comments", "no comments yet", "# comments", "# comment", "comments", "comments (#", "comments #",
	"leave a comment", "leave a reply", "leave a reply cancel reply", "cancel reply", "post a comment",
	"post comment", "add a comment", "add comment", "write a comment", "submit comment", "view comments",
	"view comments (#", "view all comments", "view all # comments", "show comments", "hide comments",
	"load comments", "load more comments", "read all comments", "join the conversation",
	"join the discussion", "be the first to comment", "comments are closed", "comments are closed here",
	"comments are off", "comments are turned off", "comments off on *", "log in to comment",
	"log in to leave a comment", "log in to reply", "sign in to comment",
	"you must be logged in to post a comment", "your email address will not be published",
	"your email address will not be published. required fields are marked", "required fields are marked",
	"notify me of follow-up comments by email", "notify me of new posts by email", "# responses to \"",
	"one response to \"", "# thoughts on \"", "one thought on \"", NULL,
};

static const char *const comments_buttons[] = { "comment", "reply", "replies", NULL };

static const char *const navigation_certain[] = {
	"main menu", "open menu", "toggle navigation", "toggle menu", "search for", "skip to content",
	"skip to main content", "skip to navigation", "back to top", "go to top", "return to top",
	"previous next", "next article", "previous article", "next page", "previous page", "next post",
	"previous post", "next story", "previous story", "read more", "continue reading", "see more",
	"show more", "load more", "view more", "view all", "see all", "related articles", "related posts",
	"related stories", "related content", "related news", "you may also like", "you might also like",
	"recommended for you", "more stories", "most popular", "most read", "most viewed", "trending now",
	"latest news", "latest stories", "recent posts", "recent comments", "popular posts", "featured posts",
	"login", "log in", "sign in", "terms of use", "terms of service", "terms and conditions",
	"privacy policy", "sitemap", "site map", "page # of #", "related topics", "# of #", NULL,
};

static const char *const navigation_buttons[] = {
	"home", "navigation", "search", "previous", "trending", "archives", "categories", "tags", "register",
	"contact us", "about us", "rss", "close", "menu", NULL,
};

static const char *const navigation_headings[] = { "next", "related", NULL };

static const char *const copyright_certain[] = { "all rights reserved", "dmca", NULL };

static const char *const copyright_headings[] = { "copyright", NULL };

const char *const networks[] = {
	"facebook", "twitter", "x", "instagram", "linkedin", "whatsapp", "telegram", "reddit", "tumblr",
	"pinterest", "youtube", "tiktok", "mastodon", "threads", "bluesky", "snapchat", "flipboard",
	"messenger", "viber", "vk", "pocket", "google+", "email", NULL,
};

/* What sites call their parts, in the lines at the top and bottom of a page. */
const char *const sections[] = {
	"home", "news", "world", "europe", "africa", "asia", "americas", "us", "u.s", "uk", "local",
	"national", "international", "politics", "business", "economy", "markets", "money", "sport", "sports",
	"weather", "culture", "arts", "entertainment", "lifestyle", "travel", "health", "science",
	"technology", "tech", "environment", "education", "opinion", "video", "videos", "podcasts", "photos",
	"blog", "about", "about us", "contact", "contact us", "advertise", "advertise with us", "careers",
	"jobs", "subscribe", "newsletters", "login", "log in", "sign in", "sign up", "register", "search",
	"menu", "help", "faq", "faqs", "support", "privacy", "privacy policy", "privacy notice", "cookies",
	"cookie policy", "cookie settings", "terms", "terms of use", "terms of service",
	"terms and conditions", "terms & conditions", "sitemap", "site map", "rss", "accessibility", NULL,
};

const char *const months[] = {
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
	"november", "december", NULL,
};
/* clang-format on */

const struct templates templates[FAMILIES] = {
	[FAMILY_BLOGGER] = { "blogger", { blogger_certain, NULL, NULL } },
	[FAMILY_WORDPRESS] = { "wordpress", { wordpress_certain, NULL, wordpress_headings } },
	[FAMILY_SHARING] = { "sharing", { sharing_certain, sharing_buttons, sharing_headings } },
	[FAMILY_NEWSLETTER] = { "newsletter", { newsletter_certain, newsletter_buttons, NULL } },
	[FAMILY_COOKIES] = { "cookies", { cookies_certain, cookies_buttons, cookies_headings } },
	[FAMILY_ADVERTISING] = { "advertising", { advertising_certain, advertising_buttons, advertising_headings } },
	[FAMILY_COMMENTS] = { "comments", { comments_certain, comments_buttons, NULL } },
	[FAMILY_NAVIGATION] = { "navigation", { navigation_certain, navigation_buttons, navigation_headings } },
	[FAMILY_COPYRIGHT] = { "copyright", { copyright_certain, NULL, copyright_headings } },
};
