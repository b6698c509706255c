package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that secrets are not printed if they are given in the place of something else. */
class MisplacedSecretsTest {
  private static final String TOKEN = "dG9rOjEyMzQ1Njc4X2FiY2RfNGVmZ181Njc4OjE6MA==";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @Test
  void userInABaseUrlIsNotPrinted() throws IOException {
    Path file = Command.file(directory, "no", "1");
    for (String url :
        List.of("user:s3cret@host", "https://user:s3cret@host/", "//s3cret@host", "s3cret@host")) {
      for (String live : List.of("--live", "--type=Order")) {
        Command command =
            Command.run(
                Map.of("INTERCOM_ACCESS_TOKEN", "token"),
                file.toString(),
                "--key=no",
                live,
                "--base-url",
                url);
        assertThat(command.err())
            .isEqualTo(
                "intercom-sync: --base-url must have no user and password, so it is not shown; give"
                    + " only the address, such as https://proxy.example.com/\n");
      }
    }
  }

  @Test
  void secretInsteadOfTheNameOfItsFileIsNotPrinted() throws IOException {
    Path file = Command.file(directory, "no", "1");
    for (String secret : List.of(TOKEN, "s3cret", "s3/cret", "s3cret\0", "jdbc:s3cret")) {
      Command token =
          Command.run(
              Map.of("INTERCOM_ACCESS_TOKEN_FILE", secret), file.toString(), "--key=no", "--live");
      assertThat(token.err())
          .startsWith("intercom-sync: the file (not shown) of INTERCOM_ACCESS_TOKEN_FILE cannot")
          .contains("the variable has the name of a file instead of the secret")
          .doesNotContain(secret, "Exception");
      Command password =
          Command.run(
              Map.of("INTERCOM_SYNC_DB_PASSWORD_FILE", secret),
              "--jdbc=jdbc:postgresql://localhost/shop",
              "--query=SELECT 1",
              "--key=no");
      assertThat(password.err())
          .contains("the file (not shown) of INTERCOM_SYNC_DB_PASSWORD_FILE")
          .doesNotContain(secret);
    }
  }

  @Test
  void tokenAmongTheArgumentsIsNotPrinted() throws IOException {
    Path file = Command.file(directory, "no", "1");
    String other = "Ab3dEfGhIjKlMnOpQrStUvWxYz0123456789";
    for (String token : List.of(TOKEN, other, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln")) {
      for (Command command :
          List.of(
              Command.run(Map.of(), token, "--key=no"),
              Command.run(Map.of(), file.toString(), token, "--key=no"),
              Command.run(Map.of(), file.toString(), "--key", token),
              Command.run(Map.of(), file.toString(), "--key=no", "--token=" + token),
              Command.run(Map.of(), file.toString(), "--key=no", "--only=" + token),
              Command.any(Map.of(), token))) {
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.out() + command.err()).doesNotContain(token);
        assertThat(command.err()).containsAnyOf("***", "Unknown option '--token'\n");
      }
    }
  }

  @Test
  void secretOfAVariableIsNotPrintedAsAnArgument() throws IOException {
    String file = Command.file(directory, "no", "1").toString();
    Path tokenFile = Files.writeString(directory.resolve("secret"), "s3cret-words\n");
    for (Map<String, String> environment :
        List.of(
            Map.of("INTERCOM_ACCESS_TOKEN", "s3cret-words"),
            Map.of("INTERCOM_ACCESS_TOKEN_FILE", tokenFile.toString()),
            Map.of("INTERCOM_SYNC_DB_PASSWORD", "s3cret-words"))) {
      for (Command command :
          List.of(
              Command.run(environment, file, "--key", "s3cret-words"),
              Command.run(environment, "s3cret-words", "--key=no"),
              Command.run(environment, "--key=no", "--jdbc=x:s3cret-words@host", "--query=q"),
              Command.run(environment, file, "--key=no", "--show=s3cret-words"),
              Command.run(environment, file, "s3cret-words", "--key=no"),
              Command.any(environment, "s3cret-words"))) {
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.out() + command.err())
            .startsWith("intercom-sync: ")
            .doesNotContain("s3cret-words");
      }
    }
  }

  @Test
  void shortSecretIsMaskedOnlyAsAnArgumentOfItsOwn() throws IOException {
    String file = Command.file(directory, "no", "1").toString();
    Map<String, String> environment = Map.of("INTERCOM_SYNC_DB_PASSWORD", "id");
    assertThat(Command.run(environment, file, "--key=no", "--show=id").err())
        .startsWith("intercom-sync: Invalid value for option '--show': '***' is not an int\n");
    assertThat(Command.run(environment, file, "--key=idle").err()).contains("\"idle\"");
  }

  @Test
  void valueOfAnUnknownOptionIsNotPrinted() throws IOException {
    String file = Command.file(directory, "no", "1").toString();
    for (String name : List.of("--token", "--password", "--access-token", "--tok", "-t")) {
      for (String[] arguments :
          new String[][] {
            {file, "--key=no", name, "s3cret"},
            {file, "--key=no", name + "=s3cret"},
            {name, "s3cret", file, "--key=no"}
          }) {
        assertThat(Command.run(Map.of(), arguments).err())
            .startsWith("intercom-sync: Unknown option '" + name + "'")
            .doesNotContain("s3cret");
      }
    }
    assertThat(Command.run(Map.of(), file, "--key=no", "-ps3cret", "--colour", "red").err())
        .startsWith("intercom-sync: Unknown options '-p', '--colour'\n");
  }
}
