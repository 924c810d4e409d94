package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Form;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.ShownLabel.Corner;
import io.colophon.labeling.ShownLabel.Cue;
import io.colophon.labeling.ShownLabel.SoundPlace;
import io.colophon.labeling.ShownLabel.Style;
import io.colophon.labeling.ShownLabel.TextPlace;
import io.colophon.labeling.policy.ContentUse;
import io.colophon.labeling.policy.LabelChoices;
import io.colophon.provider.spi.Default;
import java.util.List;
import java.util.Optional;

/** A rule that says which labels are applied to what. */
public record LabelingConfig(
    @About("Which generations; absent: all.") LabelingMatch match,
    @About("Regimes whose labels are applied together; at least one.")
        List<Jurisdiction> jurisdictions,
    @Form(Producer.class) @About("Name or 27-character code of the operator that faces the caller.")
        String producer,
    @Default("Colophon") @About("Name of the generating system in labels that carry one.")
        String systemName,
    @Default("public") @About("What the content is made for; see docs/labelling-policy.md.")
        ContentUse use,
    @About("Where words stand in a text; absent: where the regimes ask, else at the end.")
        Optional<TextPlace> textPlace,
    @About("Where words are drawn; absent: top-right with eu, else bottom-right.")
        Optional<Corner> corner,
    @About("How words are drawn; absent: eu-icon under eu without cn, else words.")
        Optional<Style> style,
    @Default("false") @About("Keep the words to the end of a film instead of its first seconds.")
        boolean wholeLength,
    @About("How a sound says it; absent: what serves all regimes.") Optional<Cue> soundCue,
    @About("Where a sound says it; absent: at the start.") Optional<SoundPlace> soundPlace,
    @Default("false") @About("Show the label also where a regime leaves that to the user (us-ca).")
        boolean alwaysShown,
    @Default("false") @About("Put a watermark in also where no regime asks for one.")
        boolean watermark,
    @Default("false") @About("Sign (C2PA) also where no regime asks for it.") boolean credentials,
    @Default("keep-on")
        @About(
            "What is asked of vendors that have a switch for a label of their own: keep-on, or off"
                + " since ours stands in for it.")
        VendorLabelWish vendorLabel,
    @About("Copies without the label that people see or hear, on request; absent: none.")
        OmissionConfig omission) {

  public LabelingConfig {
    jurisdictions = List.copyOf(jurisdictions);
  }

  /** What is chosen where the regimes leave a choice. */
  public LabelChoices choices() {
    return new LabelChoices(
        textPlace,
        corner,
        style,
        wholeLength,
        soundCue,
        soundPlace,
        alwaysShown,
        watermark,
        credentials);
  }
}
