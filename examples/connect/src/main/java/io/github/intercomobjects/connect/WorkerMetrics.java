package io.github.intercomobjects.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** The publication of metrics by the worker, which workers before Kafka 4.1 do not offer. */
final class WorkerMetrics {
  private WorkerMetrics() {}

  /** Publishes the metrics if the worker can; it removes them when the task ends. */
  static boolean publish(SinkTaskContext context, Map<String, SinkMetrics.Metric> metrics) {
    try {
      Publication.run(context, metrics);
      return true;
    } catch (NoSuchMethodError | NoClassDefFoundError e) {
      return false;
    }
  }

  /** A class of its own, since loading it fails where the worker's classes are missing. */
  private static final class Publication {
    static void run(SinkTaskContext context, Map<String, SinkMetrics.Metric> metrics) {
      PluginMetrics worker = context.pluginMetrics();
      if (worker == null) {
        return;
      }
      metrics.forEach(
          (name, metric) ->
              worker.addMetric(
                  worker.metricName(name, metric.description(), new LinkedHashMap<>()),
                  (Gauge<Number>) (config, now) -> metric.value().get()));
    }
  }
}
