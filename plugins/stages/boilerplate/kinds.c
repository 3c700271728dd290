/* Words that tell prose from what stands around it, by kind. */
#include "facts.h"

#include <stddef.h>

/* clang-format off */
static const char *const stops[] = {
	"a", "about", "after", "again", "against", "all", "also", "although", "am", "among", "an", "and", "another",
	"any", "are", "as", "at", "be", "because", "been", "before", "being", "between", "both", "but", "by", "can",
	"could", "did", "do", "does", "during", "each", "even", "ever", "few", "for", "from", "had", "has", "have",
	"having", "he", "her", "here", "him", "his", "how", "however", "if", "in", "into", "is", "it", "its", "just",
	"many", "may", "might", "more", "most", "much", "must", "never", "no", "nor", "not", "now", "of", "off", "on",
	"once", "only", "or", "other", "our", "out", "over", "own", "same", "she", "should", "since", "so", "some",
	"still", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those",
	"though", "through", "to", "too", "under", "until", "up", "upon", "very", "was", "we", "were", "what", "when",
	"where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without",
	"would", "yet", NULL,
};
static const char *const network[] = {
	"facebook", "twitter", "instagram", "linkedin", "whatsapp", "telegram", "reddit", "tumblr", "pinterest",
	"youtube", "tiktok", "mastodon", "snapchat", "flipboard", "messenger", "share", "shares", "shared", "tweet",
	"tweets", "retweet", "pin", "follow", "followers", "following", NULL,
};
static const char *const comment[] = {
	"comment", "comments", "reply", "replies", "respond", "response", "responses", "discussion", "disqus",
	"conversation", "flag", "report", "upvote", "vote", "votes", "likes", "liked", NULL,
};
static const char *const legal[] = {
	"cookie", "cookies", "privacy", "terms", "policy", "gdpr", "consent", "conditions", "disclaimer", "preferences",
	"legal", "accessibility", "agreement", "trademark", "trademarks", "guidelines", NULL,
};
static const char *const account[] = {
	"subscribe", "subscriber", "subscribers", "subscription", "subscriptions", "newsletter", "newsletters", "sign",
	"signup", "login", "log", "logout", "register", "account", "email", "mail", "inbox", "password", "username",
	"profile", "member", "members", "join", "unsubscribe", "alerts", "notifications", NULL,
};
static const char *const advertising[] = {
	"ad", "ads", "advert", "advertise", "advertisement", "advertisements", "advertising", "sponsor", "sponsored",
	"sponsors", "promoted", "promotion", "affiliate", "shop", "buy", "cart", "checkout", "deals", "coupon", "store",
	"price", "sale", "free", "offer", "offers", "discount", NULL,
};
static const char *const copyright[] = {
	"copyright", "reserved", "rights", "inc", "llc", "ltd", "wordpress", "blogger", "powered", "theme", "permission",
	"republished", "redistributed", "licensed", "syndication", NULL,
};
static const char *const more[] = {
	"read", "related", "recommended", "trending", "popular", "latest", "recent", "next", "previous", "prev", "see",
	"view", "click", "continue", "stories", "articles", "posts", "topics", "featured", "viewed", "top", "list",
	"series", "explore", "discover", "browse", "archives", "archive", "older", "newer", NULL,
};
static const char *const posted[] = {
	"posted", "filed", "tagged", "tag", "tags", "category", "categories", "permalink", "labels", "author", "byline",
	"editor", "correspondent", "staff", "writer", "contributor", "written", "edited", "reporter", "bio", NULL,
};
static const char *const menu[] = {
	"menu", "search", "skip", "home", "homepage", "navigation", "toggle", "close", "contact", "about", "faq", "help",
	"support", "sitemap", "jobs", "careers", "press", "news", "sports", "sport", "video", "videos", "podcast",
	"podcasts", "events", "blog", "weather", "opinion", "lifestyle", "entertainment", "business", "politics",
	"technology", "health", "travel", "classifieds", "obituaries", "sections", "main", "forums", "games", "rss", NULL,
};
static const char *const date[] = {
	"january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
	"december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday",
	"tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "updated", "published", "ago", "min",
	"mins", "pm", "hours", "gmt", "est", "edt", "utc", "today", "yesterday", "modified", NULL,
};
static const char *const image[] = {
	"photo", "photos", "photograph", "photographer", "image", "images", "getty", "credit", "credits", "reuters",
	"afp", "gallery", "picture", "pictured", "pictures", "file", "shutterstock", "alamy", "courtesy", "caption",
	"watch", "play", "slideshow", "enlarge", "source", "illustration", NULL,
};
static const char *const address[] = { "http", "https", "www", "com", "org", "net", "co", "html", "io", NULL };
static const char *const button[] = {
	"print", "save", "submit", "send", "cancel", "accept", "download", "upload", "loading", "load", "show", "hide",
	"expand", "collapse", "back", "javascript", "browser", "enable", "disable", "edit", "copy", "link", "app", "get",
	"try", "add", "delete", "open", "reset", "settings", "options", "select", "choose", "page", "please", NULL,
};
static const char *const reader[] = { "you", "your", "yours", "us", "my", "me", "i", NULL };
static const char *const speech[] = {
	"said", "says", "told", "asked", "added", "wrote", "argued", "claimed", "insisted", "warned", "replied",
	"stated", "noted", "explained", "according", "announced", "reported", "called", "saying", "described", NULL,
};
/* clang-format on */

const char *const *const kinds[KINDS] = {
	[KIND_STOP] = stops,          [KIND_NETWORK] = network, [KIND_COMMENT] = comment,
	[KIND_LEGAL] = legal,         [KIND_ACCOUNT] = account, [KIND_ADVERTISING] = advertising,
	[KIND_COPYRIGHT] = copyright, [KIND_MORE] = more,       [KIND_POSTED] = posted,
	[KIND_MENU] = menu,           [KIND_DATE] = date,       [KIND_IMAGE] = image,
	[KIND_ADDRESS] = address,     [KIND_BUTTON] = button,   [KIND_READER] = reader,
	[KIND_SPEECH] = speech,
};
