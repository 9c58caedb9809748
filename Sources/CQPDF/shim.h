#include <qpdf/qpdf-c.h> // object surgery on a finished PDF, through the pure C interface
