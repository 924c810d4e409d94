/** Which labels the regimes ask for: pure rules, from regimes, medium and use to a plan. */
@org.jspecify.annotations.NullMarked
package io.colophon.labeling.policy;
