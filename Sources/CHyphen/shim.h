#include <hyphen.h> // where words may be divided, by the patterns of a dictionary
