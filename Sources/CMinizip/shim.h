#include <minizip/unzip.h> // the parts of a ZIP archive; reading through functions of the caller, so from memory
