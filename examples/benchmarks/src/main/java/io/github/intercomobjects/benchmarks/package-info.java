/**
 * What the library costs, measured beside what it is built on (OkHttp, Moshi) and what else does
 * the job (Jackson), all in one run. Ratios mean something on a noisy machine, single figures do
 * not.
 */
@NullMarked
package io.github.intercomobjects.benchmarks;

import org.jspecify.annotations.NullMarked;
