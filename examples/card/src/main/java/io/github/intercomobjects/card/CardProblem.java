package io.github.intercomobjects.card;

/** An exception whose message is shown in the card of a teammate. */
final class CardProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  CardProblem(String message) {
    super(message);
  }
}
