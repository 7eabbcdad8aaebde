package io.quittance.wallet.ownership;

import io.quittance.network.QuittanceException;
import io.quittance.verifier.batch.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The payer's end of a channel in this process; a check sits at the other end. */
final class Pipe implements Channel {
  private static final int SECONDS = 20;

  private final OwnershipCheck check;
  private final BlockingQueue<Message> toCheck = new LinkedBlockingQueue<>();
  private final BlockingQueue<Message> toPayer = new LinkedBlockingQueue<>();

  /** What the payer sent, first to last. */
  final List<String> sent = new ArrayList<>();

  final List<Message> messages = new ArrayList<>();

  /** The byte of the answer to be changed on its way; none if negative. */
  int flip = -1;

  /** A challenge to be given to the payer instead of the check's. */
  byte[] challenge;

  Pipe(OwnershipCheck check) {
    this.check = check;
  }

  /** What a payer does with a channel. */
  interface Payer {
    void act(Channel channel) throws QuittanceException;
  }

  /** The verdict about what a payer does. */
  Verdict verdictOn(Payer payer) throws Exception {
    CompletableFuture<Verdict> verdict =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return check.challenge(new PayeesEnd());
              } catch (QuittanceException e) {
                throw new AssertionError(e);
              }
            });
    payer.act(this);
    return verdict.get(SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void send(Message message) {
    sent.add(message.toString());
    messages.add(message);
    if (flip >= 0 && message.kind() == Message.Kind.ANSWER) {
      byte[] changed = message.content();
      changed[flip] ^= 1;
      toCheck.add(new Message(message.kind(), changed));
    } else {
      toCheck.add(message);
    }
  }

  @Override
  public Message receive() {
    return challenge == null ? take(toPayer) : new Message(Message.Kind.CHALLENGE, challenge);
  }

  private static Message take(BlockingQueue<Message> queue) {
    try {
      Message message = queue.poll(SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message came");
      }
      return message;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private final class PayeesEnd implements Channel {
    @Override
    public void send(Message message) {
      toPayer.add(message);
    }

    @Override
    public Message receive() {
      return take(toCheck);
    }
  }
}
