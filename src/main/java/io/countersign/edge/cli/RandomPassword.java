package io.countersign.edge.cli;

import java.security.SecureRandom;

/// Draws passwords that people can copy.
public final class RandomPassword {
    /// Letters and digits that nobody mistakes for another; 24 of them hold 139 bits.
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 24;

    private RandomPassword() {}

    /// A fresh one.
    public static String draw() {
        var dice = new SecureRandom();
        var password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(dice.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
