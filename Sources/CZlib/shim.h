#include <zlib.h> // compressing streams before qpdf sees them
