#include <expat.h> // XML as events, with protection against entities that grow without end
