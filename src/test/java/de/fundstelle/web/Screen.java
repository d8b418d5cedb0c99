// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import com.microsoft.playwright.options.ColorScheme;
import de.fundstelle.RunningAppliance;
import java.util.List;
import java.util.Locale;

/// A size of window and a colour scheme, in which every view must be usable.
record Screen(int width, int height, ColorScheme scheme) {

    static final List<Screen> ALL = List.of(
            new Screen(320, 900, ColorScheme.LIGHT),
            new Screen(320, 900, ColorScheme.DARK),
            new Screen(1280, 1100, ColorScheme.DARK));

    Browsing browsing(RunningAppliance appliance) {
        return new Browsing(appliance.address(), width, height, scheme);
    }

    /// For the names of pictures.
    String suffix() {
        return "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
    }
}
