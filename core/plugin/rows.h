/*
 * rows.h: many values at once into a writer's output.
 */
#ifndef PLUGIN_ROWS_H
#define PLUGIN_ROWS_H

#include <teasel.h>

/* put_rows() of teasel.h. */
void rows_put(tsl_out *out, const tsl_part *parts, uint32_t n_parts, uint32_t n, const tsl_row_style *style);

#endif
