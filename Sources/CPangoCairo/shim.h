// Everything the Cairo module draws with. Nothing else in the package may import this.
#include <cairo.h>                 // canvas and image surface
#include <cairo-pdf.h>             // PDF surface
#include <fontconfig/fontconfig.h> // private font configuration: only the families a theme names
#include <hb-ot.h>                 // vertical measures of a font, capital and x-height among them
#include <hb-subset.h>             // fonts cut to the characters an SVG shows
#include <pango/pangocairo.h>      // shaping
#include <pango/pangofc-fontmap.h> // ties the private configuration to a font map

// The cast macros of GObject are not visible to Swift.
static inline void briefing_font_map_set_config(PangoFontMap *map, FcConfig *config) {
  pango_fc_font_map_set_config((PangoFcFontMap *)map, config);
}
static inline void briefing_font_map_config_changed(PangoFontMap *map) {
  pango_fc_font_map_config_changed((PangoFcFontMap *)map);
}
