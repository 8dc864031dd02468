package io.countersign.edge.admission;

import java.util.Arrays;

/// Deals out the places of a window among those who come, so that whoever wants few gets them, and the others equally
/// many (max-min fairness). How many they want is taken from the window before.
final class Shares {
    private final int[] coming;
    private int eachMax = Integer.MAX_VALUE;

    /// @param count how many come apart from each other
    Shares(int count) {
        this.coming = new int[count];
    }

    /// The next window begins.
    ///
    /// @param places how many are let in
    void deal(int places) {
        eachMax = eachMax(places);
        Arrays.fill(coming, 0);
    }

    /// One comes.
    ///
    /// @return whether its share has room for it
    boolean take(int share) {
        coming[share]++;
        return coming[share] <= eachMax;
    }

    /// The number up to which each can have what it wants: whoever wants less leaves the rest to the others.
    private int eachMax(int places) {
        int[] wanted = coming.clone();
        Arrays.sort(wanted);
        int left = places;
        for (int i = 0; i < wanted.length; i++) {
            int each = left / (wanted.length - i);
            if (wanted[i] > each) {
                return Math.max(1, each);
            }
            left -= wanted[i];
        }
        return Integer.MAX_VALUE;
    }
}
