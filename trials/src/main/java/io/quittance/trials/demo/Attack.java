package io.quittance.trials.demo;

import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.Fixed1000;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.command.Transfer;
import io.quittance.wallet.account.AccountView;
import io.quittance.wallet.account.CommandSealer;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.security.SecureRandom;

/** A way to cheat, and the rejection it must meet. */
enum Attack {
  /** A transfer whose range proof was altered in one bit, signed by the rightful owner. */
  FORGED_PROOF(RejectionCode.BAD_PROOF) {
    @Override
    byte[] forge(WalletAccount owner, PreparedCommand honest, PaymentAddress payee) {
      Transfer transfer = payload(honest);
      byte[] range = transfer.getRange().bytes().clone();
      range[range.length - 1] ^= 1;
      transfer.setRange(new Fixed1000(range));
      return sealed(owner, transfer);
    }
  },
  /** Somebody else's signature under a transfer. */
  FORGED_SIGNATURE(RejectionCode.BAD_SIGNATURE) {
    @Override
    byte[] forge(WalletAccount owner, PreparedCommand honest, PaymentAddress payee) {
      SignedCommand envelope = decoded(SignedCommand.class, honest.value());
      envelope.getSignature().bytes()[0] ^= 1;
      return SingleObject.encode(envelope);
    }
  },
  /** A transfer that was settled before, sent again after later ones. */
  REPLAY(RejectionCode.ALREADY_DECIDED) {
    @Override
    byte[] forge(WalletAccount owner, PreparedCommand honest, PaymentAddress payee) {
      return honest.value();
    }
  },
  /** A sound transfer with sound proofs, out of a balance that the account does not have. */
  OVERSPEND(RejectionCode.BALANCE_MISMATCH) {
    @Override
    byte[] forge(WalletAccount owner, PreparedCommand honest, PaymentAddress payee)
        throws QuittanceException {
      SecureRandom random = new SecureRandom();
      AccountView truth = owner.view();
      Available invented =
          new Available(
              SealedAmount.of(owner.keys().elGamal().publicKey().encrypt(INVENTED, random)),
              truth.available().zerosAdded());
      AccountView lie = new AccountView(truth.status(), truth.sequence(), 0, invented, INVENTED);
      Transfer transfer =
          payload(
              WalletAccount.at(lie, owner.keys(), owner.asset(), random)
                  .transfer(payee, INVENTED, "", 0));
      transfer.setCreditsApplied(truth.creditsApplied());
      return sealed(owner, transfer);
    }
  },
  /** A transfer with a sequence number far ahead. */
  WRONG_SEQUENCE(RejectionCode.FUTURE_SEQUENCE) {
    @Override
    byte[] forge(WalletAccount owner, PreparedCommand honest, PaymentAddress payee) {
      Transfer transfer = payload(honest);
      transfer.setSequence(transfer.getSequence() + FAR_AHEAD);
      return sealed(owner, transfer);
    }
  },
  /** A good transfer that somebody has kept until it ended. */
  ENDED_TRANSFER(RejectionCode.EXPIRED) {
    @Override
    byte[] forge(WalletAccount owner, PreparedCommand honest, PaymentAddress payee) {
      return sealed(owner, 1, payload(honest));
    }
  },
  /** A good transfer in a partition that is not its account's. */
  WRONG_PARTITION(RejectionCode.WRONG_PARTITION) {
    @Override
    byte[] forge(WalletAccount owner, PreparedCommand honest, PaymentAddress payee) {
      return honest.value();
    }
  },
  /** Bytes that mean nothing. */
  GARBAGE(RejectionCode.MALFORMED) {
    @Override
    byte[] forge(WalletAccount owner, PreparedCommand honest, PaymentAddress payee) {
      byte[] garbage = new byte[GARBAGE_BYTES];
      new SecureRandom().nextBytes(garbage);
      return garbage;
    }
  };

  /** One hundred million units: far more than any account of the demo has. */
  private static final long INVENTED = 100_000_000;

  private static final long FAR_AHEAD = 1_000_000;
  private static final int GARBAGE_BYTES = 300;

  private final RejectionCode expected;

  Attack(RejectionCode expected) {
    this.expected = expected;
  }

  /** Returns the rejection that the attack must meet. */
  RejectionCode expected() {
    return expected;
  }

  /**
   * Makes the hostile record value.
   *
   * @param owner the account, as it stands after its transfers so far
   * @param honest an earlier transfer of the account, not its last
   * @param payee whom the money would go to
   */
  abstract byte[] forge(WalletAccount owner, PreparedCommand honest, PaymentAddress payee)
      throws QuittanceException;

  /** Returns the record with the attack, where it must be put to be what it is. */
  Shot shot(WalletAccount owner, PreparedCommand honest, PaymentAddress payee, int partitions)
      throws QuittanceException {
    Shot shot = Shot.hostile(owner.id(), forge(owner, honest, payee), partitions, expected);
    if (this != WRONG_PARTITION) {
      return shot;
    }
    int elsewhere = (shot.partition() + 1) % partitions;
    return new Shot(shot.key(), shot.value(), elsewhere, shot.advice(), shot.expected());
  }

  private static Transfer payload(PreparedCommand command) {
    SignedCommand envelope = decoded(SignedCommand.class, command.value());
    byte[] payload = new byte[envelope.getPayload().remaining()];
    envelope.getPayload().get(payload);
    return decoded(Transfer.class, payload);
  }

  private static byte[] sealed(WalletAccount owner, Transfer transfer) {
    return sealed(owner, Long.MAX_VALUE, transfer);
  }

  private static byte[] sealed(WalletAccount owner, long notAfterMillis, Transfer transfer) {
    return CommandSealer.seal(
        owner.keys().network().id(), owner.keys().owner(), notAfterMillis, transfer);
  }

  private static <T extends org.apache.avro.specific.SpecificRecordBase> T decoded(
      Class<T> type, byte[] bytes) {
    try {
      return SingleObject.decode(type, bytes);
    } catch (MalformedRecordException impossible) {
      throw new IllegalStateException("a wallet makes records that can be read", impossible);
    }
  }
}
