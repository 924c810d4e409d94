package io.colophon.gateway.config;

/** Personal data that can be told by its form. */
public enum PersonalData {
  /** Number of a Chinese resident identity card: 18 characters with a checksum (GB 11643). */
  CN_RESIDENT_ID,
  /** Mobile number of mainland China, with or without 86 before it. */
  CN_MOBILE,
  /** E-mail address. */
  EMAIL,
  /** Number of a payment card: a known range, its length, and the Luhn checksum (ISO/IEC 7812). */
  PAYMENT_CARD
}
