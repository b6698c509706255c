/**
 * Benchmarks that compare the library with its dependencies (OkHttp, Moshi) and with Jackson in one
 * run. On a noisy machine ratios are meaningful, but single figures are not.
 */
@NullMarked
package io.github.intercomobjects.benchmarks;

import org.jspecify.annotations.NullMarked;
