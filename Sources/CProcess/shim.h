#include <unistd.h> // fork, which Swift's own import of the C library leaves out

// A process of its own with everything this one has in memory; to be called while there is one thread only.
static inline pid_t briefing_fork(void) { return fork(); }
