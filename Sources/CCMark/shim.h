#include <cmark-gfm.h>                 // Markdown to a tree with positions
#include <cmark-gfm-extension_api.h>   // finding and attaching syntax extensions
#include <cmark-gfm-core-extensions.h> // tables, strikethrough, autolinks as GitHub has them
