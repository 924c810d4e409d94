/** What tests of plug-ins and of the gateway share: the contract suite, fakes, and tool checks. */
@NullMarked
package io.colophon.provider.testkit;

import org.jspecify.annotations.NullMarked;
