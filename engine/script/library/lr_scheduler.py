"""torch.optim.lr_scheduler, as far as it is made of other schedulers."""

class LRScheduler:
    """What all schedulers are."""


_LRScheduler = LRScheduler


class _Several(LRScheduler):
    def get_last_lr(self):
        return self._last_lr

    def state_dict(self):
        state = {k: v for k, v in self.__dict__.items() if k not in ("optimizer", "_schedulers")}
        state["_schedulers"] = [s.state_dict() for s in self._schedulers]
        return state

    def load_state_dict(self, state_dict):
        for key, value in state_dict.items():
            if key != "_schedulers":
                setattr(self, key, value)
        for scheduler, state in zip(self._schedulers, state_dict["_schedulers"]):
            scheduler.load_state_dict(state)


class ChainedScheduler(_Several):
    def __init__(self, schedulers):
        for i in range(1, len(schedulers)):
            if schedulers[i].optimizer is not schedulers[0].optimizer:
                raise ValueError("ChainedScheduler expects all schedulers to belong to the same optimizer, but got "
                                 f"schedulers at index 0 and {i} to be different")
        self._schedulers = list(schedulers)
        self.optimizer = schedulers[0].optimizer
        self._last_lr = [group["lr"] for group in self.optimizer.param_groups]

    def step(self):
        for scheduler in self._schedulers:
            scheduler.step()
        self._last_lr = [group["lr"] for group in self.optimizer.param_groups]


class SequentialLR(_Several):
    def __init__(self, optimizer, schedulers, milestones, last_epoch=-1, verbose=False):
        begin = "Sequential Schedulers expects all schedulers to belong to the same optimizer, but got schedulers at index "
        for i in range(len(schedulers)):
            if schedulers[i].optimizer is not optimizer:
                raise ValueError(begin + f"{i} to be different than the optimizer passed in.")
            if schedulers[i].optimizer is not schedulers[0].optimizer:
                raise ValueError(begin + f"0 and {i} to be different.")
        if len(milestones) != len(schedulers) - 1:
            raise ValueError("Sequential Schedulers expects number of schedulers provided to be one more than the number "
                             f"of milestone points, but got number of schedulers {len(schedulers)} and the number of "
                             f"milestones to be equal to {len(milestones)}")
        self._schedulers = schedulers
        self._milestones = milestones
        self.last_epoch = last_epoch + 1
        self.optimizer = optimizer
        # Each has made its initial step: all but the first's are taken back.
        for group in optimizer.param_groups:
            group["lr"] = group["initial_lr"]
        for scheduler in schedulers:
            scheduler._step_back()
        schedulers[0]._initial_step()
        self._last_lr = schedulers[0].get_last_lr()

    def step(self):
        self.last_epoch += 1
        i = len([m for m in self._milestones if m <= self.last_epoch])
        scheduler = self._schedulers[i]
        if i > 0 and self._milestones[i - 1] == self.last_epoch:
            scheduler.step(0)
        else:
            scheduler.step()
        self._last_lr = scheduler.get_last_lr()
