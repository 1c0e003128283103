package lifeboat.planted;

import java.util.List;

/** All of them. When a line that one of them changes is written anew, the bug is to be planted anew as well. */
final class PlantedBugs {
    static final List<PlantedBug> ALL = List.of(
            new PlantedBug(
                    "a journal that is written and not forced",
                    "lifeboat/journal/Tail.java",
                    "    private void force() throws SuspectException {\n        try {\n            file.force();",
                    "    private void force() throws SuspectException {\n        try {\n            if (end < 0) file.force();",
                    "journal.CrashTest#noAcknowledgedRecordIsLostWhenThePowerGoes"),
            new PlantedBug(
                    "the folder of a new journal is not forced",
                    "lifeboat/journal/Tail.java",
                    "        folder.disk().forceDirectory(folder.path());\n        return new Tail(folder, file, 0, 0);",
                    "        return new Tail(folder, file, 0, 0);",
                    "journal.CrashTest#noAcknowledgedRecordIsLostWhenThePowerGoes"),
            new PlantedBug(
                    "a force that failed is tried again",
                    "lifeboat/journal/Tail.java",
                    "            suspect = true;\n            throw new SuspectException(e);\n        }\n    }\n\n    private void putBack",
                    "            try { file.force(); } catch (IOException again) { throw new SuspectException(again); }\n"
                            + "        }\n    }\n\n    private void putBack",
                    "journal.CrashTest#aFailedForceIsNeverTriedAgainAndTheAuditGoesOnInANewFile"),
            new PlantedBug(
                    "a torn line is cut off and not put aside",
                    "lifeboat/journal/Recovery.java",
                    "        disk.replace(aside, torn.bytes());\n",
                    "",
                    "journal.CrashTest#noAcknowledgedRecordIsLostWhenThePowerGoes"),
            new PlantedBug(
                    "a hash that does not know the one before",
                    "lifeboat/journal/Chain.java",
                    "        digest.update(prev.getBytes(StandardCharsets.US_ASCII));\n        digest.update(CanonicalJson",
                    "        digest.update(CanonicalJson",
                    "journal.JournalTest#hashesAsTheContractSays"),
            new PlantedBug(
                    "a head that was kept elsewhere is not compared",
                    "lifeboat/journal/AuditVerify.java",
                    "damage = damage.isPresent() ? damage : againstAnchors(reading);",
                    "damage = damage.isPresent() ? damage : Optional.empty();",
                    "journal.ForgeryTest#anEditWhoseChainWasMadeAnewShowsOnlyAgainstAKeptHead"),
            new PlantedBug(
                    "a step begins without its preview",
                    "lifeboat/run/Decider.java",
                    "if (unconfirmed.isPresent()) {",
                    "if (unconfirmed.isPresent() && begin.undo()) {",
                    "run.RunStoriesTest#aChangeThatWasNotPreviewedIsRefused"),
            new PlantedBug(
                    "a hold is released by a failure",
                    "lifeboat/run/Decider.java",
                    "        if (then.status() == Status.DONE) {\n            release(step.releases(), step.id(), events);\n"
                            + "        } else",
                    "        if (then.status() == Status.DONE || then.status() == Status.FAILED) {\n"
                            + "            release(step.releases(), step.id(), events);\n        } else",
                    "perform.ResumeRulesTest#aFailureReleasesNothing"),
            new PlantedBug(
                    "what may have happened opens no hold",
                    "lifeboat/run/Decider.java",
                    "ended.outcome().effectSeen() != EffectSeen.NONE;",
                    "ended.outcome().effectSeen() == EffectSeen.HAPPENED;",
                    "run.RunStoriesTest#aHoldIsOpenedByWhatReallyHappened"),
            new PlantedBug(
                    "a run is closed while something is held",
                    "lifeboat/run/Decider.java",
                    "        if (!run.holds().isEmpty()) {\n            return refuse(\"still held: \"",
                    "        if (run.holds().size() > 9) {\n            return refuse(\"still held: \"",
                    "run.RunStoriesTest#aRunDoesNotCloseWhileAnythingIsHeld"),
            new PlantedBug(
                    "any name destroys",
                    "lifeboat/run/Rules.java",
                    "!begin.answer().equals(name(step, begin.undo()))",
                    "begin.answer().isEmpty()",
                    "perform.ResumeRulesTest#whatDestroysWantsItsNameEachTime"),
            new PlantedBug(
                    "what was in flight counts as not done, and nobody looks",
                    "lifeboat/perform/Proceeding.java",
                    "                workers.probe(run, run.step(doubt.getKey().step()), doubt.getKey(), doubt.getValue());\n",
                    "                working--;\n                decide(new Intent.Settle(doubt.getKey(),"
                            + " lifeboat.run.Verdict.DID_NOT, \"\", \"probe\"));\n",
                    "perform.ResumeRulesTest#whatWasInFlightIsLookedAt"),
            new PlantedBug(
                    "the targets are not looked at again",
                    "lifeboat/perform/Workers.java",
                    "Optional<String> moved = guarded ? performer.guard(run) : Optional.empty();",
                    "Optional<String> moved = Optional.empty();",
                    "perform.ResumeRulesTest#whenATargetMovedNothingIsDone"),
            new PlantedBug(
                    "an error in a step is success",
                    "lifeboat/perform/Workers.java",
                    "outcome = new Outcome.Failed(false, ofOurs(e), HINT, EffectSeen.UNKNOWN);",
                    "outcome = new Outcome.Succeeded(Map.of(), ofOurs(e));",
                    "perform.ResumeRulesTest#anErrorInAStepIsNoSuccessAndMayHaveHadAnEffect"),
            new PlantedBug(
                    "an error in a step had no effect",
                    "lifeboat/perform/Workers.java",
                    "outcome = new Outcome.Failed(false, ofOurs(e), HINT, EffectSeen.UNKNOWN);",
                    "outcome = new Outcome.Failed(false, ofOurs(e), HINT, EffectSeen.NONE);",
                    "perform.ResumeRulesTest#anErrorInAStepIsNoSuccessAndMayHaveHadAnEffect"),
            new PlantedBug(
                    "what can be done once is done again without asking",
                    "lifeboat/perform/Findings.java",
                    "new Performer.Finding(Optional.empty(), ended + \"only you can know whether it happened\", false);",
                    "new Performer.Finding(Optional.of(Verdict.DID_NOT), ended + \"again\", true);",
                    "perform.ResumeTableTest#onceIsAsked"),
            new PlantedBug(
                    "what was settled as done is not done for later steps",
                    "lifeboat/run/Evolution.java",
                    "if (before.step(attempt.step()).action().outputs().contains(DONE)) {",
                    "if (attempt.undo()) {",
                    "perform.ResumeRulesTest#whatIsSettledAsDoneIsDoneForTheStepsThatAskForIt"),
            new PlantedBug(
                    "a program that was left behind is not waited for",
                    "lifeboat/perform/Outlived.java",
                    "                    .filter(so -> orphans.state(pid, ticks) == Orphans.State.GONE));",
                    ");",
                    "perform.OutlivedTest#itIsWaitedForAndToldOf"),
            new PlantedBug(
                    "a backup is complete without a group that was skipped",
                    "lifeboat/perform/Omissions.java",
                    "Stream.concat(Stream.of(step), step.together().stream())",
                    "Stream.of(step)",
                    "perform.OmissionsTest#whatPutsSomethingIntoABackupIsMissedWhenItWasSkipped"),
            new PlantedBug(
                    "whatever has the pid is the program",
                    "lifeboat/process/Orphans.java",
                    "if (entry.isPresent() && !entry.get().startTicks().equals(startTicks)) {",
                    "if (entry.isPresent() && startTicks.isBlank()) {",
                    "process.OrphansTest#aRecycledPidIsNotMistakenForTheProgram"),
            new PlantedBug(
                    "secrets in base64 are shown",
                    "lifeboat/process/SecretForms.java",
                    "        base64(forms, bytes);\n",
                    "",
                    "process.MaskerTest#base64IsMaskedAtEveryAlignmentInsideALongerText"),
            new PlantedBug(
                    "the fence on the object is not tested",
                    "lifeboat/cluster/Patching.java",
                    "                fence == null\n                        ? JsonPatchOp.test(VERSION",
                    "                fence == null || operations != null\n                        ? JsonPatchOp.test(VERSION",
                    "cluster.ScalingTest#aFenceOnTheObjectIsTestedInsteadOfTheWholeVersion"),
            new PlantedBug(
                    "whoever was deposed goes on",
                    "lifeboat/cluster/Patching.java",
                    "older = Long.parseLong(text) <= marks.fence();",
                    "older = Long.parseLong(text) >= 0;",
                    "cluster.ScalingTest#aRunWhoseLockWasTakenOverSendsNothing"),
            new PlantedBug(
                    "an entity tag that differs is trusted",
                    "lifeboat/bucket/Sameness.java",
                    "? DIFFERENT : UNKNOWN;",
                    "? SAME_ETAG : UNKNOWN;",
                    "bucket.UnkindStoreTest#refusesACopyWithAnotherEntityTag"),
            new PlantedBug(
                    "a digest in the manifest is not compared",
                    "lifeboat/backup/Manifest.java",
                    "} else if (!known.text(\"sha256\").equals(file.sha256())) {",
                    "} else if (known.text(\"sha256\").isEmpty()) {",
                    "backup.ManifestTest#theCheckNamesEveryDifferenceAndNothingElse"),
            new PlantedBug(
                    "the manifest is written in place and not renamed",
                    "lifeboat/backup/BackupFolder.java",
                    "            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE,"
                            + " StandardCopyOption.REPLACE_EXISTING);\n",
                    "            Files.copy(partial, target, StandardCopyOption.REPLACE_EXISTING);\n",
                    "backup.BackupFolderTest#whoeverReadsSeesTheOldContentOrTheNewAndNothingBetween"),
            new PlantedBug(
                    "a name that is pasted confirms",
                    "lifeboat/screen/DestroyPopup.java",
                    "        if (message instanceof Message.Pasted) {\n            return After.saying(this, PASTED);",
                    "        if (message instanceof Message.Pasted pasted) {\n            return After.stay(new"
                            + " DestroyPopup(question, field.pasted(pasted.text()), focus, scroll, seen));",
                    "screen.ConfirmingTest#a_name_that_is_pasted_does_not_get_into_the_field"));

    private PlantedBugs() {}
}
