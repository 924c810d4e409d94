package io.colophon.labeling.credentials.read;

/** The status codes of validation, in the specification's own words (C2PA 2.2, 15.2). */
public final class StatusCodes {
  // Good news.
  public static final String SIGNATURE_VALIDATED = "claimSignature.validated";
  public static final String SIGNATURE_INSIDE_VALIDITY = "claimSignature.insideValidity";
  public static final String CREDENTIAL_TRUSTED = "signingCredential.trusted";
  public static final String TIME_STAMP_VALIDATED = "timeStamp.validated";
  public static final String TIME_STAMP_TRUSTED = "timeStamp.trusted";
  public static final String HASHED_URI_MATCH = "assertion.hashedURI.match";
  public static final String DATA_HASH_MATCH = "assertion.dataHash.match";
  public static final String BMFF_HASH_MATCH = "assertion.bmffHash.match";
  public static final String BOXES_HASH_MATCH = "assertion.boxesHash.match";
  public static final String INGREDIENT_VALIDATED = "ingredient.manifest.validated";
  public static final String INGREDIENT_SIGNATURE_VALIDATED = "ingredient.claimSignature.validated";

  // Neither good nor bad.
  public static final String OCSP_SKIPPED = "signingCredential.ocsp.skipped";
  public static final String INGREDIENT_UNKNOWN = "ingredient.unknownProvenance";
  public static final String MORE_EXCLUSIONS = "assertion.dataHash.additionalExclusionsPresent";
  public static final String MORE_BMFF_EXCLUSIONS =
      "assertion.bmffHash.additionalExclusionsPresent";
  public static final String TIME_STAMP_MISMATCH = "timeStamp.mismatch";
  public static final String TIME_STAMP_MALFORMED = "timeStamp.malformed";
  public static final String TIME_STAMP_OUTSIDE_VALIDITY = "timeStamp.outsideValidity";
  public static final String TIME_STAMP_UNTRUSTED = "timeStamp.untrusted";

  // Bad news.
  public static final String CLAIM_MISSING = "claim.missing";
  public static final String CLAIM_MULTIPLE = "claim.multiple";
  public static final String CLAIM_MALFORMED = "claim.malformed";
  public static final String CLAIM_CBOR_INVALID = "claim.cbor.invalid";
  public static final String HARD_BINDING_MISSING = "claim.hardBindings.missing";
  public static final String HARD_BINDING_MULTIPLE = "assertion.multipleHardBindings";
  public static final String SIGNATURE_MISSING = "claimSignature.missing";
  public static final String SIGNATURE_MISMATCH = "claimSignature.mismatch";
  public static final String SIGNATURE_OUTSIDE_VALIDITY = "claimSignature.outsideValidity";
  public static final String CREDENTIAL_UNTRUSTED = "signingCredential.untrusted";
  public static final String CREDENTIAL_INVALID = "signingCredential.invalid";
  public static final String CREDENTIAL_EXPIRED = "signingCredential.expired";
  public static final String ALGORITHM_UNSUPPORTED = "algorithm.unsupported";
  public static final String HASHED_URI_MISMATCH = "assertion.hashedURI.mismatch";
  public static final String ASSERTION_MISSING = "assertion.missing";
  public static final String ASSERTION_UNDECLARED = "assertion.undeclared";
  public static final String ASSERTION_OUTSIDE = "assertion.outsideManifest";
  public static final String ASSERTION_SELF_REDACTED = "assertion.selfRedacted";
  public static final String ASSERTION_CBOR_INVALID = "assertion.cbor.invalid";
  public static final String ASSERTION_JSON_INVALID = "assertion.json.invalid";
  public static final String ACTION_MALFORMED = "assertion.action.malformed";
  public static final String ACTION_INGREDIENT = "assertion.action.ingredientMismatch";
  public static final String ACTION_REDACTED = "assertion.action.redacted";
  public static final String DATA_HASH_MISMATCH = "assertion.dataHash.mismatch";
  public static final String DATA_HASH_MALFORMED = "assertion.dataHash.malformed";
  public static final String DATA_HASH_REDACTED = "assertion.dataHash.redacted";
  public static final String BMFF_HASH_MISMATCH = "assertion.bmffHash.mismatch";
  public static final String BMFF_HASH_MALFORMED = "assertion.bmffHash.malformed";
  public static final String BOXES_HASH_MISMATCH = "assertion.boxesHash.mismatch";
  public static final String BOXES_HASH_UNKNOWN = "assertion.boxesHash.unknownBox";
  public static final String INGREDIENT_MALFORMED = "assertion.ingredient.malformed";
  public static final String INGREDIENT_MISSING = "ingredient.manifest.missing";
  public static final String INGREDIENT_MISMATCH = "ingredient.manifest.mismatch";
  public static final String INGREDIENT_SIGNATURE_MISSING = "ingredient.claimSignature.missing";
  public static final String INGREDIENT_SIGNATURE_MISMATCH = "ingredient.claimSignature.mismatch";
  public static final String MULTIPLE_PARENTS = "manifest.multipleParents";
  public static final String UPDATE_INVALID = "manifest.update.invalid";
  public static final String UPDATE_WRONG_PARENTS = "manifest.update.wrongParents";
  public static final String GENERAL_ERROR = "general.error";

  private StatusCodes() {}
}
