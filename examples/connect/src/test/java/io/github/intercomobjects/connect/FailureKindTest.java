package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.Fakes;
import io.github.intercomobjects.InvalidRequestException;
import io.github.intercomobjects.PermissionException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailureKindTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "custom_data_limit_reached | no",
        "error | The limit of 100,000 objects is reached",
        "error | You can't have more objects: the type's limit of objects is reached",
        "error | Too many instances of \"Order\"",
        "error | Maximum number of objects exceeded",
        "error | Order already has 100000 records"
      })
  void aTypeWithoutRoomFailsTheTask(String code, String message) {
    assertThat(FailureKind.of(invalid(code, message))).isEqualTo(FailureKind.TASK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Limited objects' is not a valid option",
        "Limited objects is not a valid option",
        "The objects are unlimited",
        "\"limit of records\" is not a valid option",
        "“Customer's limit of records” is not a valid option",
        "'Customer's limit of records' is not a valid option"
      })
  void aValueOfTheRecordIsNotTakenForALimit(String message) {
    assertThat(FailureKind.of(invalid("error", message))).isEqualTo(FailureKind.RECORD);
  }

  @Test
  void anErrorAboutAFieldIsAboutTheRecord() {
    InvalidRequestException e =
        Fakes.failure(InvalidRequestException.class)
            .error("error", "Limited objects is not a valid option", "status")
            .build();
    assertThat(FailureKind.of(e)).isEqualTo(FailureKind.RECORD);
  }

  @Test
  void aFailureOfTheTaskShowsNoValue() {
    ApiException e =
        Fakes.failure(ApiException.class).status(451).error("blocked", "Zoe is blocked").build();
    assertThat(FailureKind.of(e)).isEqualTo(FailureKind.TASK);
    assertThat(FailureText.ofTask(e, Set.of(), List.of("Zoe")))
        .startsWith("Intercom responded with status 451: blocked, … is blocked");
  }

  @Test
  void aMissingPermissionIsShownWithItsRemedy() {
    PermissionException e = Fakes.failure(PermissionException.class).build();
    assertThat(FailureText.ofTask(e, Set.of(), List.of())).isEqualTo(e.getMessage());
  }

  private static InvalidRequestException invalid(String code, String message) {
    return Fakes.failure(InvalidRequestException.class).error(code, message).build();
  }
}
