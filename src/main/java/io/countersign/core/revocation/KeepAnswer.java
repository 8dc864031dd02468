package io.countersign.core.revocation;

import io.countersign.core.revocation.CertificateStatus.Undetermined;
import io.countersign.core.revocation.OcspReply.Answer;
import io.countersign.core.revocation.OcspReply.Status;
import io.countersign.core.revocation.Outside.Wish;
import io.countersign.core.revocation.RevocationDemand.Whose;
import io.countersign.core.trust.ChainFault.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Takes an OCSP answer into those that count, if whoever may has signed it and it is about the certificate that was
/// asked about (RFC 6960, 3.2; GHSA-j2rp-gmqv-frhv).
public final class KeepAnswer {
    /// How far the clock of a responder may be ahead of ours.
    static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(5);

    private final RevocationFormats formats;
    private final RecentAnswers answers;
    private final OcspRules rules;

    public KeepAnswer(RevocationFormats formats, RecentAnswers answers) {
        this.formats = formats;
        this.answers = answers;
        this.rules = new OcspRules(
                formats, new RevocationDemand(Whose.ALL, RevocationDemand.OCSP_AGE_MAX, Duration.ZERO, false));
    }

    /// @param nonce that was sent along; an answer may leave it out, but not bring another
    /// @param renewAt when to ask again after this answer
    /// @return why it cannot be used, as a sentence; empty if it counts from now on
    public Optional<String> keep(
            Wish.OfAnswer wish, byte[] reply, byte[] nonce, Instant now, Function<Answer, Instant> renewAt) {
        OcspReply read;
        try {
            read = formats.ocspReply(reply);
        } catch (IllegalArgumentException unreadable) {
            return Optional.of("The OCSP answer cannot be used: " + unreadable.getMessage() + ".");
        }
        String sent = HexFormat.of().formatHex(nonce);
        if (read.nonce().filter(said -> !said.equals(sent)).isPresent()) {
            return Optional.of("The OCSP answer repeats another nonce than was sent: it answers somebody else.");
        }
        List<Answer> about = rules.about(read, wish.certificate(), wish.issuer());
        CertificateStatus status = rules.status(read, wish.certificate(), wish.issuer(), momentFor(about, now));
        if (status instanceof Undetermined(var reason, var rule) && reason == Reason.OCSP_INVALID) {
            return Optional.of("The certificate " + rule + ".");
        }
        Answer worst = worst(about, now);
        var certificate = CertificateRef.of(wish.certificate(), wish.issuer());
        boolean isOlder = answers.about(wish.tenant(), certificate)
                .filter(before -> before.answer().thisUpdate().isAfter(worst.thisUpdate()))
                .isPresent();
        if (isOlder) {
            return Optional.of("The OCSP answer is older than the one before it.");
        }
        answers.put(wish.tenant(), certificate, new RecentAnswers.Answered(worst, renewAt.apply(worst)));
        return Optional.empty();
    }

    /// A responder's clock may be a little ahead of ours: then what it says holds from now on.
    private static Instant momentFor(List<Answer> answers, Instant now) {
        return answers.stream()
                .map(Answer::thisUpdate)
                .filter(moment -> moment.isAfter(now) && !moment.isAfter(now.plus(CLOCKS_APART_MAX)))
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    /// Of several answers about one certificate, the one that is least good.
    private static Answer worst(List<Answer> answers, Instant now) {
        Answer worst = answers.stream()
                .max(Comparator.comparingInt(answer -> switch (answer.status()) {
                    case Status.Good _ -> 0;
                    case Status.Unknown _ -> 1;
                    case Status.Revoked _ -> 2;
                }))
                .orElseThrow();
        Instant from = worst.thisUpdate().isAfter(now) ? now : worst.thisUpdate();
        return new Answer(worst.id(), worst.status(), from, worst.nextUpdate(), worst.hasUnknownExtension());
    }
}
