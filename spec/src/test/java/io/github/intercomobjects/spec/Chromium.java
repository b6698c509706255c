package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One tab of a headless Chromium, driven over its DevTools protocol, for tests of pages. */
public final class Chromium implements AutoCloseable {
  /** The time within which a condition must become true. */
  private static final int DEADLINE_SECONDS = 30;

  private static final JsonMapper JSON = new JsonMapper();

  private final Path profile;
  private final Process process;
  private final DevTools tab;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private Chromium(Path profile, Process process, URI tab) {
    this.profile = profile;
    this.process = process;
    this.tab = new DevTools(tab, this::note);
    List.of("Page", "Runtime", "Log", "Network")
        .forEach(domain -> this.tab.send(domain + ".enable", Map.of()));
  }

  /** Returns the browser of the property {@code chromium}, or one on the path. */
  public static Optional<Path> find() {
    String chosen = System.getProperty("chromium");
    if (chosen != null) {
      return Optional.of(Path.of(chosen));
    }
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts a browser.
   *
   * @throws IOException if it does not start in time
   */
  public static Chromium start(Path browser) throws IOException {
    Path profile = Files.createTempDirectory("chromium");
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                // Root cannot have a sandboxed browser, and only our own pages are opened.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    try {
      return new Chromium(profile, process, firstTab(output(process)));
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw new IOException(browser + " did not start", e);
    }
  }

  /** Returns the address that the browser prints, and discards its other output. */
  private static String output(Process process) {
    CompletableFuture<String> authority = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              process
                  .inputReader(StandardCharsets.UTF_8)
                  .lines()
                  .filter(line -> line.startsWith("DevTools listening on ws://"))
                  .forEach(
                      line ->
                          authority.complete(
                              URI.create(line.substring(line.indexOf("ws:"))).getAuthority()));
              authority.completeExceptionally(new IOException("It ended"));
            },
            "chromium-output");
    reader.setDaemon(true);
    reader.start();
    return authority.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
  }

  private static URI firstTab(String authority) throws IOException {
    try (InputStream tabs = URI.create("http://" + authority + "/json").toURL().openStream()) {
      for (JsonNode tab : JSON.readTree(tabs)) {
        if (tab.path("type").asText().equals("page")) {
          return URI.create(tab.path("webSocketDebuggerUrl").asText());
        }
      }
    }
    throw new IOException("It has no tab");
  }

  /** Opens an address in a fresh document. */
  public void open(String address) {
    tab.send("Page.navigate", Map.of("url", "about:blank"));
    complaints.clear();
    requests.clear();
    tab.send("Page.navigate", Map.of("url", address));
    await("location.href.startsWith('http') && document.readyState === 'complete'");
  }

  /** Adds a script that runs before those of every page that is opened from now on. */
  public void before(String script) {
    tab.send("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  public void resize(int width, int height) {
    tab.send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /**
   * Sets the scheme of colors that pages get.
   *
   * @param scheme light or dark
   */
  public void preferColors(String scheme) {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    tab.send("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** Waits until a JavaScript expression has a truthy value, and returns the value. */
  public JsonNode await(String expression) {
    return evaluate(
        """
        new Promise((resolve, reject) => {
          const end = Date.now() + %d;
          const look = () => {
            let value;
            try { value = %s; } catch (problem) { value = null; }
            if (value) return resolve(value);
            if (Date.now() > end) return reject(document.body.innerText.slice(0, 3000));
            setTimeout(look, 10);
          };
          look();
        })"""
            .formatted(DEADLINE_SECONDS * 1000, expression));
  }

  public JsonNode evaluate(String expression) {
    JsonNode response =
        tab.send(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (response.has("exceptionDetails")) {
      throw new AssertionError(expression + "\n" + response.at("/exceptionDetails/exception"));
    }
    return response.at("/result/value");
  }

  /** Waits for the element with exactly this text, and clicks on it with the mouse. */
  public void click(String selector, String text) {
    JsonNode place =
        await(
            """
            (() => {
              const found = [...document.querySelectorAll(%s)].find(
                (e) => e.textContent.trim() === %s && e.getClientRects().length);
              if (!found) return null;
              found.scrollIntoView({block: "center"});
              const {x, y, width, height} = found.getBoundingClientRect();
              return {x: x + Math.min(width / 2, 20), y: y + height / 2};
            })()"""
                .formatted(quoted(selector), quoted(text)));
    for (String type : List.of("mousePressed", "mouseReleased")) {
      tab.send(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              place.get("x"),
              "y",
              place.get("y"),
              "button",
              "left",
              "clickCount",
              1));
    }
  }

  public void type(String text) {
    tab.send("Input.insertText", Map.of("text", text));
  }

  /**
   * Presses a key.
   *
   * @param text what the key writes, if anything
   */
  public void press(String key, int code, String text) {
    for (String type : List.of("keyDown", "keyUp")) {
      tab.send(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", key, "windowsVirtualKeyCode", code, "text", text));
    }
  }

  public byte[] screenshot() {
    JsonNode shot = tab.send("Page.captureScreenshot", Map.of("format", "png"));
    return Base64.getDecoder().decode(shot.get("data").asText());
  }

  /** Returns the errors, warnings and other console messages since the page was opened. */
  public List<String> complaints() {
    return complaints;
  }

  /** Returns the URLs that were requested since the page was opened. */
  public List<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    tab.close();
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  public static String quoted(String text) {
    return JSON.getNodeFactory().textNode(text).toString();
  }

  private void note(JsonNode event) {
    switch (event.path("method").asText()) {
      case "Network.requestWillBeSent" -> requests.add(event.at("/params/request/url").asText());
      case "Runtime.consoleAPICalled",
          "Runtime.exceptionThrown",
          "Log.entryAdded",
          "Page.javascriptDialogOpening" ->
          complaints.add(event.toString());
      default -> {}
    }
  }
}
