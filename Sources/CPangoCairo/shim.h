// Everything the Cairo module draws with. Nothing else in the package may import this.
#include <cairo.h>                 // canvas and image surface
#include <cairo-ft.h>              // font faces by file
#include <cairo-pdf.h>             // PDF surface, its dates and metadata
#include <fontconfig/fontconfig.h> // private font configuration: only the families a theme names
#include <pango/pangocairo.h>      // shaping, and drawing what was shaped
#include <pango/pangofc-fontmap.h> // ties the private configuration to a font map
