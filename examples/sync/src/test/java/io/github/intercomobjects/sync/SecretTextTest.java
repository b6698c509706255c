package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the values of secret parameters in texts of others are not printed. */
class SecretTextTest {
  @Test
  void passwordInAQueryThatADriverRepeatsIsNotPrinted(@TempDir Path directory) throws IOException {
    Path summary = directory.resolve("summary.json");
    Command command =
        Command.run(
            Map.of(),
            "--jdbc=jdbc:h2:mem:texts",
            "--query=select * from dblink('host=h password=s3cretPW','x')",
            "--key=no",
            "--summary=" + summary);
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err()).contains("select * from dblink('host=h password=***','x')");
    assertThat(command.err() + command.out() + Files.readString(summary))
        .doesNotContain("s3cretPW");
    assertThat(Files.readString(summary)).contains("password=***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          host=h pwd=s3cret dbname=x         | host=h pwd=*** dbname=x
          PASSWORD = 's3 cret', x            | PASSWORD = ***, x
          CREATE USER a PASSWORD 's3cret' x  | CREATE USER a PASSWORD *** x
          CREATE USER a PASSWORD 's3''cret' x| CREATE USER a PASSWORD *** x
          ENCRYPTED PASSWORD E's3cret'       | ENCRYPTED PASSWORD E***
          IDENTIFIED BY s3cret;              | IDENTIFIED BY ***;
          identified by "s3 cret" x          | identified by *** x
          identified by values 's3cret'      | identified by values ***
          identified with plugin as 's3cret' | identified with plugin as ***
          SET PASSWORD FOR u = 's3cret'      | SET PASSWORD FOR u = ***
          PASSWORD('s3cret')                 | PASSWORD(***)
          dblink('password=''s3 cret'' a=b') | dblink('password=*** a=b')
          dblink('password=a,s3cret a=b')    | dblink('password=*** a=b')
          f(password => 's3cret', a => 1)    | f(password => ***, a => 1)
          {"password": "s3cret", "a": 1}     | {"password": ***, "a": 1}
          sslpassword=s3cret&a=b             | sslpassword=***&a=b
          secret_access_key='s3 cret' a       | secret_access_key=*** a
          secret='s3 cret' a                 | secret=*** a
          password='s3 cret                  | password=***
          """)
  void valueOfASecretIsMasked(String text, String masked) {
    assertThat(JdbcUrl.masked(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password authentication failed for user \"shop\"",
        "check the user and password in INTERCOM_SYNC_DB_USER and INTERCOM_SYNC_DB_PASSWORD",
        "the column \"password\" is not mapped",
        "as a line sslpassword=..., and name the file",
        "bypass=true",
        "Wrong user name or password [28000-240]"
      })
  void otherTextsStayAsTheyAre(String text) {
    assertThat(JdbcUrl.masked(text)).isEqualTo(text);
  }
}
