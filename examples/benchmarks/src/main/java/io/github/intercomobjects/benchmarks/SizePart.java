package io.github.intercomobjects.benchmarks;

import com.squareup.moshi.Moshi;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.benchmarks.Report.Unit;
import io.github.intercomobjects.client.model.CustomObjectInstance;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.OkHttpClient;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** A measurement of the size of the library, alone and with its dependencies. */
final class SizePart {
  private static final double OWN_BUDGET = 950e3;
  private static final double CLASS_PATH_BUDGET = 6e6;

  private SizePart() {}

  static void run(Report report) throws Exception {
    double own = size(Intercom.class, CustomObjectInstance.class);
    double others =
        size(
            OkHttpClient.class,
            Okio.class,
            Retrofit.class,
            MoshiConverterFactory.class,
            Moshi.class,
            kotlin.Unit.class,
            Nullable.class);
    report.single("facade and client", Unit.BYTES, own, OWN_BUDGET);
    report.single("class path with them", Unit.BYTES, own + others, CLASS_PATH_BUDGET);
  }

  /** Returns the size of the jars that contain these classes. */
  private static double size(Class<?>... types) throws IOException, URISyntaxException {
    double size = 0;
    for (Class<?> type : types) {
      Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(jar)) {
        throw new IllegalStateException("not packaged: " + jar + "; run mvn verify, not test");
      }
      size += Files.size(jar);
    }
    return size;
  }
}
