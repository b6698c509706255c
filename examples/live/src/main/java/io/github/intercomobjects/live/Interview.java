package io.github.intercomobjects.live;

import io.github.intercomobjects.ApiException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;

/** All questions, each asked in the workspace and then in a sandbox. */
final class Interview {
  private final Session session;
  private final Options options;
  private final Report report;

  Interview(Session session, Options options, Report report) {
    this.session = session;
    this.options = options;
    this.report = report;
  }

  static List<Question> questions(boolean exhaustsLimit) {
    List<Question> questions = new ArrayList<>(ObjectQuestions.all());
    questions.addAll(LinkQuestions.all());
    questions.addAll(LibraryQuestions.all());
    if (exhaustsLimit) {
      questions.add(RateLimitQuestion.get());
    }
    return questions;
  }

  void run() {
    Capabilities capabilities = session.capabilities();
    try (Twin twin =
            Twin.start(
                session.type(),
                session.relationship(),
                capabilities.attributes(),
                capabilities.hasExternalId(),
                options.exhaustsLimit());
        Target inSandbox =
            new Target(
                new OkHttpClient(),
                twin.sandbox().getBaseUrl(),
                twin.sandbox().getToken(),
                1,
                () -> false)) {
      Session compared =
          new Session(
              inSandbox, session.type(), twin.contactId(), session.relationship(), capabilities);
      for (Question question : questions(options.exhaustsLimit())) {
        try {
          session.target().recorder().keep(true);
          String seen = seen(session, question);
          report.print(question, seen, seen(compared, question));
        } catch (NotAskedException e) {
          report.printNotAsked(question, e.reason());
        }
      }
    }
  }

  private static String seen(Session session, Question question) {
    try {
      return question.ask().apply(session);
    } catch (ApiException e) {
      throw new NotAskedException("a call failed with status " + e.getStatus());
    } finally {
      session.target().recorder().keep(false);
      deleteStored(session);
    }
  }

  private static void deleteStored(Session session) {
    try {
      session.deleteStored();
    } catch (NotAskedException e) {
      // They are deleted at the end, where a failure is reported.
    }
  }
}
